-- A store of skillgap. `received` and `delivery` hold what came and when; they are never changed. What the user decided
-- stands in `employer`, `forgotten` and `review`. Everything else is derived from them and can be made again.
PRAGMA application_id = 1936418672;

-- One run that polls feeds. Times are UTC, `YYYY-MM-DDTHH:MM:SSZ`.
CREATE TABLE pull (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT
) STRICT;

-- A file or an address, with what it said of its last answer that had a body.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    etag TEXT,
    last_modified TEXT,
    received INTEGER REFERENCES received (id)
) STRICT;

-- Bytes as they came, compressed; the same bytes from the same place are kept once.
CREATE TABLE received (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    source TEXT NOT NULL,
    media_type TEXT,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    UNIQUE (hash, source)
) STRICT;

-- What each request gave, in the order in which it was kept: of a feed, or of the link of an advert.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    pull INTEGER NOT NULL REFERENCES pull (id),
    feed INTEGER REFERENCES feed (id),
    advert TEXT,
    at TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('read', 'unchanged', 'failed')),
    received INTEGER REFERENCES received (id),
    items INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    message TEXT,
    CHECK ((feed IS NULL) <> (advert IS NULL))
) STRICT;
CREATE INDEX delivery_of_feed ON delivery (feed, id);
CREATE INDEX delivery_of_advert ON delivery (advert, id) WHERE advert IS NOT NULL;

CREATE VIEW poll AS
SELECT delivery.id, feed.address AS feed, delivery.pull, delivery.at, delivery.status, delivery.items, delivery.fresh,
    delivery.message
FROM delivery JOIN feed ON feed.id = delivery.feed;

-- An advert, whichever feeds list it. `packed` is the advert as JSON, compressed.
CREATE TABLE advert (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    employer TEXT,
    employer_key TEXT,
    place TEXT,
    published TEXT,
    closing TEXT,
    link TEXT,
    aside TEXT,
    stub INTEGER NOT NULL,
    length INTEGER NOT NULL,
    packed BLOB NOT NULL,
    feed INTEGER NOT NULL REFERENCES feed (id),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    first_pull INTEGER NOT NULL,
    gone_at TEXT,
    changes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX advert_of_pull ON advert (first_pull);
CREATE INDEX advert_closing ON advert (closing) WHERE closing IS NOT NULL AND gone_at IS NULL;

-- An advert in one feed. `listed` = 1 where the feed's last answer holds it, -1 where that was empty and the one before
-- held it.
CREATE TABLE listing (
    feed INTEGER NOT NULL REFERENCES feed (id),
    advert INTEGER NOT NULL REFERENCES advert (number) ON DELETE CASCADE,
    hash INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    gone_at TEXT,
    PRIMARY KEY (feed, advert)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_of_advert ON listing (advert);

-- What the page behind an advert's link says.
CREATE TABLE page (
    advert TEXT PRIMARY KEY,
    aside TEXT,
    employer_key TEXT,
    packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    advert INTEGER NOT NULL REFERENCES advert (number) ON DELETE CASCADE,
    at TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE INDEX change_of_advert ON change (advert);

-- What was read in an advert: JSON, compressed. `basis` = a hash of everything that the reading depends on besides the
-- rules.
CREATE TABLE reading (
    advert TEXT PRIMARY KEY,
    rules_version TEXT NOT NULL,
    basis INTEGER NOT NULL,
    packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE employer (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('blocked', 'followed'))
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten (
    advert TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    role TEXT NOT NULL,
    rules_version TEXT NOT NULL,
    packed BLOB NOT NULL
) STRICT;

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
