-- The catalogue as Scrutineer 0.1 made it first (PRAGMA user_version = 1).
CREATE TABLE identity (
  uuid TEXT NOT NULL
);
CREATE TABLE readings (
  key INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  reader TEXT NOT NULL,
  UNIQUE (fingerprint, reader)
);
CREATE TABLE pages (
  reading INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number INTEGER,
  text BLOB NOT NULL,
  PRIMARY KEY (reading, position)
);
CREATE TABLE documents (
  key INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX documents_by_reading ON documents (reading);
CREATE INDEX documents_by_id ON documents (id);
CREATE TABLE passages (
  key INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  shape TEXT NOT NULL,
  paragraph TEXT,
  heading TEXT NOT NULL,
  spans BLOB NOT NULL,
  text BLOB NOT NULL,
  UNIQUE (document, ordinal)
);
CREATE INDEX passages_by_id ON passages (id);
CREATE TABLE embedders (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  dimensions INTEGER NOT NULL
);
CREATE TABLE embeddings (
  embedder INTEGER NOT NULL REFERENCES embedders ON DELETE CASCADE,
  content_hash TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (embedder, content_hash)
);
CREATE TABLE generations (
  number INTEGER PRIMARY KEY,
  created TEXT NOT NULL,
  lexical TEXT NOT NULL,
  documents INTEGER NOT NULL,
  passages INTEGER NOT NULL
);
CREATE TABLE members (
  generation INTEGER NOT NULL REFERENCES generations ON DELETE CASCADE,
  document INTEGER NOT NULL REFERENCES documents,
  position INTEGER NOT NULL,
  path BLOB NOT NULL,
  PRIMARY KEY (generation, document)
) WITHOUT ROWID;
CREATE INDEX members_by_document ON members (document);
CREATE TABLE dense (
  generation INTEGER NOT NULL REFERENCES generations ON DELETE CASCADE,
  embedder TEXT NOT NULL,
  mirrored INTEGER NOT NULL,
  PRIMARY KEY (generation, embedder)
) WITHOUT ROWID;
CREATE TABLE pointer (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL REFERENCES generations
);
CREATE TABLE files (
  path BLOB PRIMARY KEY,
  sha256 TEXT,
  size INTEGER NOT NULL,
  fingerprint TEXT,
  reader TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  duplicate_of BLOB,
  again INTEGER NOT NULL
);
CREATE TABLE withdrawn (
  document_id TEXT PRIMARY KEY,
  path BLOB NOT NULL,
  since TEXT NOT NULL
);
