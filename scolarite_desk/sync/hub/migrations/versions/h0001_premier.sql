-- The hub of several desks. Desks append headers and bodies and read them; nothing here is ever rewritten, but for the
-- bodies of rows that an erasure names. Rules are triggers and grants, so that no desk, however old, can break them.
CREATE SCHEMA scolarite
;;
CREATE TABLE scolarite.version (numero text PRIMARY KEY, le timestamptz NOT NULL DEFAULT now())
;;
-- Facts of this hub: its own name (so that a desk never mixes two hubs), the size of INE ranges.
CREATE TABLE scolarite.fait (cle text PRIMARY KEY, valeur text NOT NULL)
;;
-- A station: one incarnation of one desk's file. `numero` and `empreinte` are its tip here.
CREATE TABLE scolarite.poste (
    uuid bytea PRIMARY KEY CHECK (length(uuid) = 16),
    nom text NOT NULL,
    numero bigint NOT NULL DEFAULT 0,
    empreinte bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    hlc bigint NOT NULL DEFAULT 0,
    compte name,
    enrole_le timestamptz,
    vu_le timestamptz
)
;;
CREATE TABLE scolarite.travail (
    poste bytea NOT NULL,
    numero bigint NOT NULL CHECK (numero > 0),
    hlc bigint NOT NULL,
    at bigint NOT NULL,
    auteur text NOT NULL,
    acte text NOT NULL,
    detail text NOT NULL,
    cible text NOT NULL,
    empreinte bytea NOT NULL CHECK (length(empreinte) = 32),
    PRIMARY KEY (poste, numero)
)
;;
CREATE TABLE scolarite.ligne (
    poste bytea NOT NULL,
    numero bigint NOT NULL,
    rang integer NOT NULL,
    objet bytea NOT NULL CHECK (length(objet) = 16),
    genre text NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    corps bytea,
    PRIMARY KEY (poste, numero, rang)
)
;;
CREATE INDEX ligne_objet ON scolarite.ligne USING hash (objet)
;;
CREATE TABLE scolarite.efface (objet bytea PRIMARY KEY, le timestamptz NOT NULL DEFAULT now())
;;
-- Bytes of documents and pieces by their SHA-256, and the rows that name them: no row left, no bytes left.
CREATE TABLE scolarite.contenu (
    empreinte text PRIMARY KEY CHECK (empreinte ~ '^[0-9a-f]{64}( duplicata)?$'),
    octets bytea NOT NULL
)
;;
CREATE TABLE scolarite.porte (
    objet bytea NOT NULL,
    empreinte text NOT NULL REFERENCES scolarite.contenu,
    PRIMARY KEY (objet, empreinte)
)
;;
-- Ranges of provisional INE numbers and blocks of dossier numbers, each given to one station and never again.
CREATE TABLE scolarite.bloc (
    genre text NOT NULL CHECK (genre IN ('ine', 'dossier')),
    debut bigint NOT NULL,
    fin bigint NOT NULL CHECK (fin >= debut),
    code text NOT NULL DEFAULT '',
    poste bytea NOT NULL,
    donne_le timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (genre, debut)
)
;;
CREATE TABLE scolarite.invitation (
    compte name PRIMARY KEY,
    poste text NOT NULL,
    par name NOT NULL DEFAULT session_user,
    le timestamptz NOT NULL DEFAULT now(),
    fin timestamptz NOT NULL,
    prise_le timestamptz,
    retiree_le timestamptz
)
;;
-- A station's works come in order, without a hole: what is here is always causally closed. Plans are kept for a whole
-- connection, and the first is made while tables are small: keys are always looked up, or a first push is quadratic.
CREATE FUNCTION scolarite.suite() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = scolarite, pg_temp SET enable_seqscan = off AS $$
DECLARE
    venu record;
    tenu bigint;
BEGIN
    FOR venu IN SELECT n.poste, min(n.numero) AS premier, max(n.numero) AS dernier, count(*) AS combien
                  FROM nouveaux n GROUP BY n.poste LOOP
        INSERT INTO poste (uuid, nom) VALUES (venu.poste, '') ON CONFLICT DO NOTHING;
        SELECT numero INTO tenu FROM poste WHERE uuid = venu.poste;
        IF venu.premier <> tenu + 1 OR venu.dernier - venu.premier + 1 <> venu.combien THEN
            RAISE EXCEPTION 'SD001 % % % % %',
                encode(venu.poste, 'hex'), tenu, venu.premier, venu.dernier, venu.combien;
        END IF;
        UPDATE poste p SET numero = t.numero, empreinte = t.empreinte, hlc = t.hlc
          FROM travail t WHERE p.uuid = venu.poste AND t.poste = venu.poste AND t.numero = venu.dernier;
    END LOOP;
    RETURN NULL;
END $$
;;
CREATE TRIGGER suite AFTER INSERT ON scolarite.travail REFERENCING NEW TABLE AS nouveaux
    FOR EACH STATEMENT EXECUTE FUNCTION scolarite.suite()
;;
-- Lines belong to works sent in the same transaction: the first and the last say it of those between. An erasure empties what it names, and what comes late.
CREATE FUNCTION scolarite.lignes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = scolarite, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT poste, ARRAY[min(numero), max(numero)] AS bords FROM nouvelles GROUP BY poste) n
         CROSS JOIN LATERAL unnest(n.bords) AS b(numero)
          LEFT JOIN travail t ON t.poste = n.poste AND t.numero = b.numero
               AND t.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
         WHERE t.numero IS NULL) THEN
        RAISE EXCEPTION 'SD002';
    END IF;
    IF EXISTS (SELECT 1 FROM nouvelles WHERE genre = 'effacement' AND corps IS NOT NULL) THEN
        PERFORM effacer(array_agg(decode(cle, 'hex')))
           FROM nouvelles n, LATERAL effaces(n.corps) AS cle
          WHERE n.genre = 'effacement' AND n.corps IS NOT NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM efface) THEN
        UPDATE ligne l SET corps = NULL FROM nouvelles n JOIN efface e ON e.objet = n.objet
         WHERE l.poste = n.poste AND l.numero = n.numero AND l.rang = n.rang AND l.corps IS NOT NULL;
    END IF;
    RETURN NULL;
END $$
;;
CREATE FUNCTION scolarite.lu(corps bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT convert_from(substring(corps FROM 17), 'UTF8')::jsonb $$
;;
-- The keys that the body of an erasure's line names.
CREATE FUNCTION scolarite.effaces(corps bytea) RETURNS SETOF text LANGUAGE sql IMMUTABLE
SET search_path = scolarite, pg_temp AS $$
    SELECT cle FROM jsonb_each(lu(corps)) AS g(nom, contenu),
           LATERAL string_to_table(g.contenu -> 1 ->> 'cles', ' ') AS cle
     WHERE cle ~ '^[0-9a-f]{32}$'
$$
;;
CREATE FUNCTION scolarite.effacer(cles bytea[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = scolarite, pg_temp AS $$
BEGIN
    INSERT INTO efface (objet) SELECT unnest(cles) ON CONFLICT DO NOTHING;
    UPDATE ligne SET corps = NULL WHERE objet = ANY (cles) AND corps IS NOT NULL;
    DELETE FROM instantane;
    DELETE FROM porte WHERE objet = ANY (cles);
    DELETE FROM contenu c WHERE NOT EXISTS (SELECT 1 FROM porte p WHERE p.empreinte = c.empreinte);
    INSERT INTO fait VALUES ('a_compacter', 'oui') ON CONFLICT (cle) DO UPDATE SET valeur = 'oui';
END $$
;;
CREATE TRIGGER lignes AFTER INSERT ON scolarite.ligne REFERENCING NEW TABLE AS nouvelles
    FOR EACH STATEMENT EXECUTE FUNCTION scolarite.lignes()
;;
-- The owner too is refused: only the erasure above may empty a body, and it writes nothing else.
CREATE FUNCTION scolarite.jamais() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'SD003 %', TG_TABLE_NAME; END $$
;;
CREATE FUNCTION scolarite.corps_seul() RETURNS trigger LANGUAGE plpgsql
SET search_path = scolarite, pg_temp AS $$
BEGIN
    IF NEW.corps IS NULL AND (NEW.poste, NEW.numero, NEW.rang, NEW.objet, NEW.genre, NEW.digest)
        = (OLD.poste, OLD.numero, OLD.rang, OLD.objet, OLD.genre, OLD.digest)
        AND EXISTS (SELECT 1 FROM efface e WHERE e.objet = OLD.objet) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'SD003 %', TG_TABLE_NAME;
END $$
;;
CREATE TRIGGER jamais BEFORE UPDATE OR DELETE OR TRUNCATE ON scolarite.travail
    FOR EACH STATEMENT EXECUTE FUNCTION scolarite.jamais()
;;
CREATE TRIGGER jamais BEFORE DELETE OR TRUNCATE ON scolarite.ligne
    FOR EACH STATEMENT EXECUTE FUNCTION scolarite.jamais()
;;
CREATE TRIGGER corps_seul BEFORE UPDATE ON scolarite.ligne
    FOR EACH ROW EXECUTE FUNCTION scolarite.corps_seul()
;;
-- Enrolling: the account that an invitation made becomes the desk's own, and its station is given numbers.
CREATE FUNCTION scolarite.enroler(station bytea, nom_poste text, dernier_ine bigint)
RETURNS TABLE (bloc_code text, ine_debut bigint, ine_fin bigint) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = scolarite, pg_temp AS $$
DECLARE invite invitation;
BEGIN
    PERFORM pg_advisory_xact_lock(20252026);
    SELECT * INTO invite FROM invitation WHERE compte = session_user AND retiree_le IS NULL FOR UPDATE;
    IF NOT FOUND THEN RAISE EXCEPTION 'SD010'; END IF;
    IF invite.prise_le IS NULL AND invite.fin < now() THEN RAISE EXCEPTION 'SD011'; END IF;
    IF EXISTS (SELECT 1 FROM poste WHERE uuid = station AND compte IS NOT NULL AND compte <> session_user) THEN
        RAISE EXCEPTION 'SD012';
    END IF;
    UPDATE invitation SET prise_le = coalesce(prise_le, now()) WHERE compte = session_user;
    INSERT INTO poste (uuid, nom, compte, enrole_le) VALUES (station, nom_poste, session_user, now())
        ON CONFLICT (uuid) DO UPDATE SET nom = EXCLUDED.nom, compte = session_user,
                                         enrole_le = coalesce(poste.enrole_le, now());
    RETURN QUERY SELECT d.code, i.debut, i.fin
                   FROM plage(station, 'dossier', 0) d, plage(station, 'ine', dernier_ine) i;
END $$
;;
-- The last range of a station, or a new one. `atteint`: the greatest number that the station used in what it has.
CREATE FUNCTION scolarite.plage(station bytea, quoi text, atteint bigint) RETURNS bloc LANGUAGE plpgsql SECURITY DEFINER
SET search_path = scolarite, pg_temp AS $$
DECLARE
    tenue bloc;
    taille bigint := CASE quoi WHEN 'dossier' THEN 1 ELSE (SELECT valeur::bigint FROM fait WHERE cle = 'taille_ine') END;
    libre bigint;
    lettres text := '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
BEGIN
    PERFORM pg_advisory_xact_lock(20252026);
    SELECT * INTO tenue FROM bloc WHERE genre = quoi AND poste = station ORDER BY debut DESC LIMIT 1;
    IF FOUND AND atteint < tenue.fin THEN RETURN tenue; END IF;
    SELECT greatest(coalesce(max(fin), 0) + 1, 1) INTO libre FROM bloc WHERE genre = quoi;
    IF libre = 1 AND quoi = 'ine' THEN taille := greatest(taille, atteint + taille / 2); END IF;
    IF libre + taille - 1 > (CASE quoi WHEN 'dossier' THEN 1024 ELSE 9999 END) THEN RAISE EXCEPTION 'SD013 %', quoi; END IF;
    INSERT INTO bloc (genre, debut, fin, code, poste) VALUES (
        quoi, libre, libre + taille - 1,
        CASE quoi WHEN 'dossier' THEN substr(lettres, (mod(libre + 263, 1024) / 32 + 1)::int, 1)
                                   || substr(lettres, (mod(libre + 263, 1024) % 32 + 1)::int, 1) ELSE '' END,
        station) RETURNING * INTO tenue;
    RETURN tenue;
END $$
;;
-- What an enrolled desk may ask for itself: more numbers, and to be seen.
CREATE FUNCTION scolarite.demander_ine(atteint bigint) RETURNS TABLE (debut bigint, fin bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = scolarite, pg_temp AS $$
DECLARE station bytea;
BEGIN
    SELECT uuid INTO station FROM poste WHERE compte = session_user ORDER BY enrole_le DESC LIMIT 1;
    IF NOT FOUND THEN RAISE EXCEPTION 'SD010'; END IF;
    RETURN QUERY SELECT p.debut, p.fin FROM plage(station, 'ine', atteint) p;
END $$
;;
-- A station that others forward has its name as people say it; one that enrolled named itself.
CREATE FUNCTION scolarite.nommer(station bytea, nom_poste text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = scolarite, pg_temp AS
$$ UPDATE poste SET nom = nom_poste WHERE uuid = station AND compte IS NULL AND nom <> nom_poste $$
;;
-- The bytes that a row names, unless the row is erased.
CREATE FUNCTION scolarite.deposer(cle bytea, nom text, contenu_octets bytea) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = scolarite, pg_temp AS $$
    INSERT INTO contenu SELECT nom, contenu_octets WHERE NOT EXISTS (SELECT 1 FROM efface WHERE objet = cle)
        ON CONFLICT DO NOTHING;
    INSERT INTO porte SELECT cle, nom WHERE NOT EXISTS (SELECT 1 FROM efface WHERE objet = cle) ON CONFLICT DO NOTHING
$$
;;
CREATE FUNCTION scolarite.vu() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = scolarite, pg_temp AS
$$ UPDATE poste SET vu_le = now() WHERE compte = session_user $$
;;
-- A snapshot for a new desk, the last one only; an erasure takes it away.
CREATE TABLE scolarite.instantane (
    le timestamptz PRIMARY KEY DEFAULT now(),
    version text NOT NULL,
    travaux bigint NOT NULL,
    octets bytea NOT NULL
)
;;
CREATE FUNCTION scolarite.deposer_instantane(format text, combien bigint, contenu_octets bytea, effaces_vus bigint)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = scolarite, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(20252026);
    IF effaces_vus <> (SELECT count(*) FROM efface) THEN RETURN false; END IF;
    DELETE FROM instantane;
    INSERT INTO instantane (version, travaux, octets) VALUES (format, combien, contenu_octets);
    RETURN true;
END $$
;;
-- Reporting: the value shown of each group is the one of the greatest (clock, station), as on every desk.
CREATE VIEW scolarite.rapport_valeur AS
    SELECT DISTINCT ON (l.objet, l.genre, g.nom) l.objet, l.genre, g.nom AS groupe, g.contenu -> 1 AS valeurs,
           t.auteur, to_timestamp(t.at / 1000000.0) AS le
      FROM scolarite.ligne l
      JOIN scolarite.travail t USING (poste, numero),
           LATERAL jsonb_each(scolarite.lu(l.corps)) AS g(nom, contenu)
     WHERE l.corps IS NOT NULL
     ORDER BY l.objet, l.genre, g.nom, t.hlc DESC, t.poste DESC
;;
CREATE VIEW scolarite.rapport_fiche AS
    SELECT encode(v.objet, 'hex') AS cle, v.genre, jsonb_object_agg(c.key, c.value) AS valeurs, max(v.le) AS le
      FROM scolarite.rapport_valeur v, LATERAL jsonb_each(v.valeurs) c
     GROUP BY v.objet, v.genre
;;
CREATE VIEW scolarite.rapport_avis AS
    SELECT DISTINCT ON (valeurs ->> 'candidature_id') valeurs ->> 'candidature_id' AS candidature,
           valeurs ->> 'avis' AS avis, (valeurs ->> 'rang')::int AS rang, valeurs ->> 'valide_le' IS NOT NULL AS valide
      FROM scolarite.rapport_fiche WHERE genre = 'avis' AND valeurs ->> 'retire_le' IS NULL
     ORDER BY valeurs ->> 'candidature_id', cle DESC
;;
CREATE VIEW scolarite.rapport_candidature AS
    SELECT d.valeurs ->> 'numero' AS dossier, p.valeurs ->> 'nom_naissance' AS nom, p.valeurs ->> 'prenom' AS prenom,
           p.valeurs ->> 'ne_le' AS ne_le, p.valeurs ->> 'courriel' AS courriel, g.valeurs ->> 'annee' AS campagne,
           f.valeurs ->> 'code' AS formation, f.valeurs ->> 'libelle' AS libelle, c.valeurs ->> 'statut' AS statut,
           to_timestamp((c.valeurs ->> 'creee_le')::bigint / 1000000.0) AS creee_le, a.avis, a.rang, a.valide,
           c.valeurs ->> 'confirmation' AS confirmation, p.cle AS personne
      FROM scolarite.rapport_fiche c
      JOIN scolarite.rapport_fiche d ON d.cle = c.valeurs ->> 'dossier_id' AND d.genre = 'dossier'
      JOIN scolarite.rapport_fiche p ON p.cle = d.valeurs ->> 'personne_id' AND p.genre = 'personne'
      JOIN scolarite.rapport_fiche f ON f.cle = c.valeurs ->> 'formation_id' AND f.genre = 'formation'
      JOIN scolarite.rapport_fiche g ON g.cle = d.valeurs ->> 'campagne_id' AND g.genre = 'campagne'
      LEFT JOIN scolarite.rapport_avis a ON a.candidature = c.cle
     WHERE c.genre = 'candidature' AND coalesce(c.valeurs ->> 'retire_le', c.valeurs ->> 'annulee_le',
           d.valeurs ->> 'retire_le', p.valeurs ->> 'retire_le') IS NULL
;;
CREATE TABLE scolarite.secret (nom text PRIMARY KEY, valeur text NOT NULL)
;;
-- The same without anybody's name: a person is a keyed digest, whose key nobody who reads these views can see; of the
-- birth day only the year is left. With few rows people can still be recognised: it is no anonymous file.
CREATE FUNCTION scolarite.pseudonyme(cle text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = scolarite, pg_temp AS $$
    SELECT left(encode(sha256(convert_to((SELECT valeur FROM secret WHERE nom = 'pseudonymes') || cle, 'UTF8')), 'hex'), 16)
$$
;;
CREATE VIEW scolarite.pseudo_candidature AS
    SELECT scolarite.pseudonyme(personne) AS personne, campagne, formation, libelle, left(ne_le, 4) AS annee_naissance,
           statut, creee_le::date AS creee_le, avis, valide, confirmation
      FROM scolarite.rapport_candidature
;;
CREATE VIEW scolarite.pseudo_visite AS
    SELECT valeurs ->> 'jour' AS jour, valeurs ->> 'motif' AS motif, valeurs ->> 'statut' AS statut,
           ((valeurs ->> 'recue_le')::bigint - (valeurs ->> 'arrivee_le')::bigint) / 60000000 AS attente_minutes,
           ((valeurs ->> 'terminee_le')::bigint - (valeurs ->> 'recue_le')::bigint) / 60000000 AS duree_minutes
      FROM scolarite.rapport_fiche WHERE genre = 'visite' AND valeurs ->> 'retire_le' IS NULL
;;
CREATE VIEW scolarite.pseudo_activite AS
    SELECT p.nom AS poste, t.acte, to_timestamp(t.at / 1000000.0)::date AS jour, count(*) AS travaux
      FROM scolarite.travail t JOIN scolarite.poste p ON p.uuid = t.poste
     GROUP BY 1, 2, 3
;;
GRANT USAGE ON SCHEMA scolarite TO :postes:, :lecture:, :nominatif:
;;
GRANT SELECT ON scolarite.version, scolarite.fait, scolarite.poste, scolarite.travail, scolarite.ligne, scolarite.efface,
    scolarite.contenu, scolarite.porte, scolarite.bloc, scolarite.instantane TO :postes:
;;
GRANT INSERT ON scolarite.travail, scolarite.ligne TO :postes:
;;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA scolarite FROM PUBLIC
;;
GRANT EXECUTE ON FUNCTION scolarite.enroler(bytea, text, bigint), scolarite.demander_ine(bigint), scolarite.vu(),
    scolarite.nommer(bytea, text), scolarite.deposer(bytea, text, bytea),     scolarite.deposer_instantane(text, bigint, bytea, bigint), scolarite.lu(bytea) TO :postes:
;;
GRANT SELECT ON scolarite.pseudo_candidature, scolarite.pseudo_visite, scolarite.pseudo_activite TO :lecture:, :nominatif:
;;
GRANT SELECT ON scolarite.rapport_valeur, scolarite.rapport_fiche, scolarite.rapport_avis, scolarite.rapport_candidature
    TO :nominatif:
;;
GRANT EXECUTE ON FUNCTION scolarite.lu(bytea), scolarite.pseudonyme(text) TO :lecture:, :nominatif:
