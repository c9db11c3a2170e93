-- The catalogue, version 5 (PRAGMA user_version). Text that may hold lone surrogates (paths,
-- pages, passages) is kept as bytes; everything a reader sees hangs from `members` of the
-- generation that `pointer` names. A catalogue of an earlier version is brought to this one by
-- adding columns (corpus/catalogue_store.py) and running this script for the tables it lacks.

CREATE TABLE IF NOT EXISTS identity (  -- names this catalogue's collections on a shared server
  uuid TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS readings (  -- one content as one reader read it
  key INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,       -- of the bytes, the file name and a sidecar
  reader TEXT NOT NULL,            -- version of the reader and of the embedded text
  UNIQUE (fingerprint, reader)
);
CREATE TABLE IF NOT EXISTS pages (
  reading INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number INTEGER,                  -- NULL for a file without pages
  text BLOB NOT NULL,              -- zlib
  confidence BLOB,                 -- of a page read by OCR: a byte for each word, zlib
  label TEXT,                      -- what the page is called in print, NULL where not known
  PRIMARY KEY (reading, position)
);
CREATE TABLE IF NOT EXISTS documents (
  key INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON
  judgements TEXT NOT NULL,        -- JSON, an array of values for each
  recommendations TEXT NOT NULL,   -- the same
  sketch BLOB NOT NULL,            -- uint32, little-endian: tells copies
  seals BLOB                       -- uint32: of body, judgements, recommendations, sketch; count
);
CREATE INDEX IF NOT EXISTS documents_by_reading ON documents (reading);
CREATE INDEX IF NOT EXISTS documents_by_id ON documents (id);
CREATE TABLE IF NOT EXISTS passages (
  key INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  content_hash TEXT NOT NULL,      -- of the text that is embedded
  shape TEXT NOT NULL,
  paragraph TEXT,
  heading TEXT NOT NULL,           -- JSON
  spans BLOB NOT NULL,             -- int32, little-endian: at, length, page or -1, start
  text BLOB NOT NULL,
  seal INTEGER,                    -- of all the others but the key
  UNIQUE (document, ordinal)
);
CREATE INDEX IF NOT EXISTS passages_by_id ON passages (id);
CREATE TABLE IF NOT EXISTS embedders (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  dimensions INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS embeddings (
  embedder INTEGER NOT NULL REFERENCES embedders ON DELETE CASCADE,
  content_hash TEXT NOT NULL,
  vector BLOB NOT NULL,            -- float32, little-endian
  PRIMARY KEY (embedder, content_hash)
);
CREATE TABLE IF NOT EXISTS generations (
  number INTEGER PRIMARY KEY,
  created TEXT NOT NULL,
  lexical TEXT NOT NULL,           -- folder name under home/lexical, '' until it is built
  documents INTEGER NOT NULL,
  passages INTEGER NOT NULL,
  seal INTEGER                     -- of its members; NULL, as elsewhere: made before there were seals
);
CREATE TABLE IF NOT EXISTS members (
  generation INTEGER NOT NULL REFERENCES generations ON DELETE CASCADE,
  document INTEGER NOT NULL REFERENCES documents,
  position INTEGER NOT NULL,
  path BLOB NOT NULL,
  PRIMARY KEY (generation, document)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS members_by_document ON members (document);
CREATE TABLE IF NOT EXISTS copies (  -- the same document twice, as a generation has it
  generation INTEGER NOT NULL REFERENCES generations ON DELETE CASCADE,
  first TEXT NOT NULL,             -- id of the copy to cite
  position INTEGER NOT NULL,       -- from 0, the first being a copy too
  id TEXT NOT NULL,
  PRIMARY KEY (generation, first, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dense (  -- which generation has all its vectors, by which embedder
  generation INTEGER NOT NULL REFERENCES generations ON DELETE CASCADE,
  embedder TEXT NOT NULL,
  mirrored INTEGER NOT NULL,       -- 1 when the Chroma collection holds them too
  PRIMARY KEY (generation, embedder)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pointer (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL REFERENCES generations
);
CREATE TABLE IF NOT EXISTS history (  -- when documents came into the index, and went out of it
  document_id TEXT NOT NULL,
  path BLOB NOT NULL,
  came TEXT NOT NULL,              -- when the generation was made that first had it
  went TEXT,                       -- the same of the first without it, NULL while it is there
  body TEXT,                       -- JSON, of one that went and was not removed by hand
  PRIMARY KEY (document_id, came)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
  path BLOB PRIMARY KEY,
  sha256 TEXT,
  size INTEGER NOT NULL,
  fingerprint TEXT,
  reader TEXT NOT NULL,
  outcome TEXT NOT NULL,           -- read, duplicate, failed
  reason TEXT,
  duplicate_of BLOB,
  again INTEGER NOT NULL           -- 1: try again next time although nothing changed
);
CREATE TABLE IF NOT EXISTS withdrawn (  -- documents the owner removed by hand
  document_id TEXT PRIMARY KEY,
  path BLOB NOT NULL,
  since TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS given (  -- what the owner gave in place of what was read
  document_id TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  path BLOB NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (document_id, key)
) WITHOUT ROWID;
