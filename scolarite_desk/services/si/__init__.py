"""What leaves for the student records: what an export would do (`controle`), the files and what is noted (`envoi`)."""

from scolarite_desk.services.si.envoi import (
    export_again,
    export_si,
    look,
    record_transmission,
    to_treat,
    treat_withdrawal,
)

__all__ = ["export_again", "export_si", "look", "record_transmission", "to_treat", "treat_withdrawal"]
