"""What leaves for the student records: what an export would do (`controle`), the files and what is noted (`envoi`)."""
