"""Surnames and first names of nobody: common ones, and parts that are put together, by where families came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_INNER = re.compile(r"(?<=[ ’-])\w")  # N’Guessan, Le Goff


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace("~", "\u00a0").split())


@dataclass(frozen=True)
class Origine:
    """Families of one part of the world: surnames, first names of girls and boys, countries, usual language."""

    part: int  # weight in the population
    nom: Callable[[Random], str]
    filles: tuple[str, ...]
    garcons: tuple[str, ...]
    pays: tuple[str, ...]
    langue: str = "fr"
    villes: tuple[str, ...] = ()


def _joined(*parts: tuple[str, ...]) -> Callable[[Random], str]:
    """One piece of each."""
    return lambda rng: "".join(rng.choice(part) for part in parts)


def _either(*choices: tuple[int, Callable[[Random], str]]) -> Callable[[Random], str]:
    """One of several makers, by weight."""
    weights, makers = [weight for weight, _ in choices], [make for _, make in choices]
    return lambda rng: rng.choices(makers, weights)[0](rng)


def _common(names: tuple[str, ...]) -> Callable[[Random], str]:
    """One of a list, the first ones much more often."""
    return lambda rng: names[int(len(names) * rng.random() ** 2)]


_COURANTS = _split(
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux "
    "David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure "
    "André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément "
    "Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer "
    "Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche "
    "Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier "
    "Philippe Bourgeois Pierre Benoit Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy "
    "Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury "
    "Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard "
    "Baron Bertin Bailly Hervé Schneider Fernandez Collet Léger"
)
_DEBUTS = _split(
    "Ba Be Bé Bi Bo Bou Bla Bre Bri Bru Ca Cha Che Chau Cla Co Cou Cra Da De Dé Di Do Du Dou Fa Fe Fi Fla Fo Fou "
    "Fra Ga Gau Ge Gi Go Gou Gra Gri Gui Hé Hau Ja Je Jo Jou La Le Lé Lo Lou Ma Mau Mé Mi Mo Mou Na Né No Œu Pa "
    "Pe Pé Pi Plan Po Pou Pra Pru Qué Ra Ré Ri Ro Rou Sa Sau Se Si So Sou Ta Te Ti To Tou Tra Va Ve Vi Vau"
)
_MILIEUX = _split(
    "ll rr ss tt nd nt rd rt v z gn lm mb mp rc rg rl rm rn rp rv st sc nn bl br ch d g l m n r s t lv rch nch rb"
)
_FINS = _split(
    "ard aud ault eau eaux elle elot eret eron et ette ey ier ière in ineau on ot oux y ac an as el ens iel euil "
    "ille ain aire ois oy ert is elin illon inet asson eul iaud é ou ade age and ant"
)
_FRANCAIS = _either(
    (30, _common(_COURANTS)),
    (52, _joined(_DEBUTS, _MILIEUX, _FINS)),
    (4, _joined(_split("Ker Kerg Tré Plou Lan Pen"), _split("a e i o ou"), _MILIEUX, _split("ec ic an en ou"))),
    (4, _joined(("Le ", "Le ", "La ", "Du ", "De "), _DEBUTS, _MILIEUX, _FINS)),
    (2, _joined(("L’", "D’", "De L’"), ("A", "E", "É", "I", "O", "Hu"), _MILIEUX, _FINS)),
    (2, _joined(_split("Saint- Mont Ville Beau Haute"), _split("ba ce di fo gu lé ma no pe ri sa"), _MILIEUX, _FINS)),
    (6, _joined(_DEBUTS, _MILIEUX, _FINS, ("-",), _COURANTS)),
)  # fmt: skip
_MAGHREB = _either(
    (35, _joined(("Ben ", "Ben", "El ", "Bel", "Bou", "Ould ", "Aït "),
                 _split("a ha sa ma ka ra la za ya cha kha ou mou"), _split("m l r d b ss f kh dd mm n s z ch"),
                 _split("ed oud ine ani aoui i iri ouche ara alla ane ami idi our"))),
    (65, _joined(_split("A Ha Sa Ma Ka Ra La Za Ya Cha Kha Mo Bou Ta Na Fe Ghe Dja Gue Me"),
                 _split("m l r d b ss f kh dd mm n s z ch rb lh mz rr"),
                 _split("ed oud ine ani aoui i iri ouche ara alla ane ami idi our ouni aïdi ache"))),
)  # fmt: skip
_AFRIQUE = _either(
    (25, _common(_split("Diallo Traoré Diop Ba Sow Ndiaye Koné Coulibaly Keïta Camara Touré Sissoko Fall Sy Cissé "
                        "Konaté Bamba Ouattara Diarra Dembélé Kouassi Mbaye Faye Gueye Sarr N’Diaye Barry Bah"))),
    (45, _joined(_split("Ba Di Do Ka Ko Ma Mo Na N’Go N’Gue Ou Sa So Ta To Tou Ya Za Kou Bou Mba Nko Ndo Ngo A E O"),
                 _split("d k l m n r s t b mb nd ng ss kp gb y"),
                 _split("a o é i ou aré ako aye alé amba emba olo ouma ila iba essi ossou onda angu oma"))),
    (30, _joined(_split("Kou Ka Ko A Kou Yao N’ Bo Gba Zo"), _split("ass am dj kr ff bl m n"),
                 _split("i é ou on an en a o ié oua ikro"))),
)  # fmt: skip
_IBERIQUE = _either(
    (30, _common(_split("Da~Silva Dos~Santos Ferreira Pereira Fernandes Rodrigues Gonçalves Lopes García Rodríguez "
                        "González Fernández López Martínez Sánchez Pérez Gómez Ruiz Muñoz Álvarez Romero Navarro"))),
    (70, _joined(_split("Al Bar Ca Car Cor Es Fer Gon Her Lo Ma Mar Men Mon Na Or Pe Que Ra Ri Sal San Se Tei Va Vi"),
                 _split("b c d l m n r s t v z ll nd nt rr"),
                 _split("a o es eira eiro ez inho ela elo al ares ado ida ino al osa ueira edo ón aña"))),
)  # fmt: skip
_EST = _joined(
    _split("Ko Ka Ki Kra Wa Wi Wó No Le La Ma Mi Pa Pio Sta Su Szy Ta Za Ża Że Bo Bru Cie Da Do Dą Gó Gra Ja Ję Łu Ły"),
    _split("w wal l m n r s t z cz ch dl k min rz sz ś lc rn"),
    _split("ski ska wicz czyk ak ek owicz iński ec uk enko escu eanu ov ova in ić evski aru iak ewska"),
)
_TURC = _joined(
    _split("Ak Ay Bal Bay Boz Can Çe De Do Er Gö Gü Ha İ Ka Kı Kö Ö Öz Şa Sa Şi Ta Te Tu Uç Ü Ya Yı Yü"),
    _split("b d k l m n r s t y z ğ lm nd rt"),
    _split("a an ar ci cı er in im ız oğlu sel soy taş tekin türk maz mez lı el koç kaya demir"),
)
_ASIE = _either(
    (40, _common(_split("Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Đặng Bùi Đỗ Hồ Ngô Li Wang Zhang Liu Chen Yang Huang Zhao "
                        "Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Kim Park Choi"))),
    (60, _joined(_split("Cha Ku Pa Sha Si Ra Ra Va Su Na Me Man Kri De Bha Ga Gu Ja Ka Mu"),
                 _split("t m n r k p d l v sh nd rm tt kr"),
                 _split("el a an ar i ia esh ani wal kar ji apu ur appa wala eja ai oo"))),
)  # fmt: skip
_MALGACHE = _joined(
    _split("Ra Rako Randria Andria Razafin Rasoa Ravelo Rabe Ramana Rafa Raza"),
    _split("to ma ri na la so fa ni be ha dra tsi mi vo"),
    _split("arisoa nirina manana harison malala ndraibe rivelo tiana soa mampianina samy janahary mora lala"),
)
_ANGLAIS = _joined(
    _split("Ash Black Brad Bur Cart Cliff Dun Ed Far Fin Glen Hart Har Kings Lan Mac Mar New Nor O’Ca Ox Rad Sher Stan "
           "Thorn Wal West Whit Win Wood"),
    _split("b d f h l m n r t w"),
    _split("er ey ford ham ing land ley man mond more ton well wood worth son ridge field ock"),
)  # fmt: skip

_FILLES = _split(
    "Emma Léa Chloé Manon Inès Camille Sarah Louise Jade Lola Zoé Lucie Clara Juliette Alice Maëlle Anaïs Pauline "
    "Julie Marie Océane Romane Margaux Élise Éloïse Noémie Lisa Laura Mathilde Charlotte Justine Agathe Ambre "
    "Apolline Blanche Capucine Céleste Clémence Constance Coralie Diane Élodie Estelle Eugénie Fanny Flavie Flore "
    "Gaëlle Garance Hélène Héloïse Hortense Iris Jeanne Joséphine Judith Léna Lilou Lina Lou Maëva Maïwenn Margot "
    "Marine Marion Mélanie Mélina Mila Morgane Nina Ophélie Perrine Prune Rose Salomé Sixtine Solène Soline "
    "Suzanne Tess Thaïs Valentine Victoire Yaël Anne-Sophie Marie-Lou Anna Eva Elsa Amandine Aurélie Bérénice "
    "Cécile Dorothée Laetitia Nathalie Sandrine Virginie"
)
_GARCONS = _split(
    "Lucas Hugo Enzo Louis Gabriel Jules Arthur Nathan Raphaël Léo Adam Théo Tom Mathis Paul Noah Maxime Thomas "
    "Clément Antoine Baptiste Alexandre Axel Victor Valentin Martin Simon Quentin Robin Romain Pierre Nicolas "
    "Julien Benjamin Adrien Alexis Aurélien Bastien Benoît Brieuc Cédric Corentin Côme Damien Dorian Élie Éliott "
    "Émile Erwan Étienne Evan Ewen Fabien Félix Florian Gaël Gaspard Gauthier Grégoire Guillaume Guilhem Hadrien "
    "Henri Ilan Jean-Baptiste Jérémy Joachim Joris Kévin Killian Lenny Loïc Loris Malo Marceau Marius Matéo Maël "
    "Mathéo Nolan Oscar Pierre-Louis Pol Rémi Samuel Sacha Sébastien Tanguy Titouan Tristan Ulysse Vadim William "
    "Xavier Yann Yoann Zacharie Jean Marc"
)
_FILLES_M = _split("Fatima Yasmine Amina Khadija Samira Nour Salma Meriem Aïcha Hafsa Inès Lina Rania Sana Soukaïna")
_GARCONS_M = _split(
    "Mohamed Yanis Mehdi Karim Ahmed Bilal Ilyes Amine Rayan Sofiane Walid Youssef Zakaria Nassim Samir"
)
_FILLES_A = _split(
    "Aminata Fatou Mariam Awa Adjoua Binta Djeneba Grâce Kadiatou Nafissatou Oumou Prisca Ramata Salimata"
)
_GARCONS_A = _split("Moussa Ibrahima Mamadou Ousmane Cheikh Abdoulaye Yao Koffi Kouamé Boubacar Seydou Christ Prince")
_FILLES_I = _split("Ana Beatriz Carolina Daniela Inês Joana Lucía Mariana Paula Rita Sofia Teresa Carmen Elena Núria")
_GARCONS_I = _split("João Miguel Pedro Tiago Rui Diogo Carlos Javier Álvaro Pablo Diego Nuno Andrés Iván Mateus")
_FILLES_E = _split("Agnieszka Katarzyna Małgorzata Olena Oksana Ioana Andreea Ksenia Natalia Zofia Yuliia Irina Daria")
_GARCONS_E = _split("Łukasz Tomasz Paweł Piotr Andrei Mihai Oleksandr Dmytro Ivan Marek Wojciech Bogdan Sergiu")
_FILLES_T = _split("Ayşe Elif Zeynep Esra Büşra Merve Gül İrem Selin Tuğba")
_GARCONS_T = _split("Mehmet Emre Burak Can Deniz Kaan Mustafa Onur Serkan Yiğit")
_FILLES_S = _split("Linh Thảo Mai Xin Yuting Priya Ananya Lakshmi Hana Minh-Anh Jiayi Meera Divya")
_GARCONS_S = _split("Minh Quân Wei Hao Arjun Rohan Vikram Jun Duc Zhiwei Sanjay Aditya Hoàng")
_FILLES_G = _split("Fara Hasina Lalao Miora Narindra Onja Sitraka Tahina Voahangy Haingo")
_GARCONS_G = _split("Andry Faly Hery Lova Mamy Njaka Rivo Solofo Tojo Zo")
_FILLES_U = _split("Emily Grace Hannah Lauren Megan Rachel Zoe Abigail Chloe Siobhán")
_GARCONS_U = _split("Jack Liam Oliver Ryan Ethan Connor James Seán Owen Harry")

ORIGINES = (
    Origine(770, _FRANCAIS, _FILLES, _GARCONS, ("99131", "99109", "99404", "99132", "99140"), "fr",
            _split("Bruxelles Liège Genève Montréal Namur Lausanne Francfort Charleroi")),
    Origine(75, _MAGHREB, _FILLES_M, _GARCONS_M, ("99350", "99352", "99351"), "ar",
            _split("Alger Oran Constantine Casablanca Rabat Fès Marrakech Tunis Sfax Sousse Tlemcen Meknès")),
    Origine(55, _AFRIQUE, _FILLES_A, _GARCONS_A, ("99341", "99326", "99335", "99322", "99327", "99330"), "fr",
            _split("Dakar Abidjan Bamako Yaoundé Douala Cotonou Conakry Thiès Bouaké Kayes Ziguinchor")),
    Origine(40, _IBERIQUE, _FILLES_I, _GARCONS_I, ("99139", "99134", "99416", "99419"), "pt",
            _split("Lisbonne Porto Braga Séville Valence Recife Bogotá Salamanque Coimbra")),
    Origine(20, _EST, _FILLES_E, _GARCONS_E, ("99122", "99114", "99155", "99123"), "pl",
            _split("Cracovie Łódź Poznań Bucarest Iași Lviv Kharkiv Kazan Wrocław")),
    Origine(12, _TURC, _FILLES_T, _GARCONS_T, ("99208",), "tr", _split("Ankara İzmir Bursa Konya Adana")),
    Origine(15, _ASIE, _FILLES_S, _GARCONS_S, ("99243", "99216", "99223", "99239"), "en",
            _split("Hanoï Huế Shanghai Wuhan Chennai Pune Daegu Chengdu Da~Nang")),
    Origine(8, _MALGACHE, _FILLES_G, _GARCONS_G, ("99333",), "mg", _split("Antananarivo Toamasina Mahajanga")),
    Origine(5, _ANGLAIS, _FILLES_U, _GARCONS_U, ("99132", "99136", "99404"), "en",
            _split("Leeds Cork Bristol Boston Galway Cardiff")),
)  # fmt: skip
WEIGHTS = [one.part for one in ORIGINES]


def surname(rng: Random, origine: Origine) -> str:
    """A surname, with its accents and its own capitals."""
    return _INNER.sub(lambda found: found[0].upper(), origine.nom(rng).replace("\u00a0", " "))


def first_name(rng: Random, origine: Origine, femme: bool) -> str:
    """A first name; families from elsewhere often take those of here."""
    here = ORIGINES[0] if rng.random() < 0.25 else origine
    return rng.choice(here.filles if femme else here.garcons)


def mistyped(rng: Random, name: str) -> str:
    """The name with one slip of the fingers: two letters swapped, one doubled, one left out or one for another."""
    if len(name) < 3:
        return name + name[-1]
    at, slip = rng.randrange(1, len(name) - 1), rng.randrange(4)
    if slip == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if slip == 1:
        return name[:at] + name[at] + name[at:]
    if slip == 2:
        return name[:at] + name[at + 1 :]
    return name[:at] + rng.choice("aeinrst") + name[at + 1 :]
