"""The tables. Nothing in them is deleted by a change elsewhere: each kind has its own period."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.state.columns import NUMBER, Json, Utc

METADATA = MetaData()

TURNS = Table(
    "turns",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("conversation", String, nullable=False),
    Column("asker", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("question", Json, nullable=False),
    Column("answer_id", String, nullable=False),
    Column("query", Json),
    Column("shape", String, nullable=False),
    Column("job", String),
    UniqueConstraint("conversation", "job"),
    Index("turns_conversation", "conversation", "number"),
    Index("turns_asker", "asker", "number"),
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", String, primary_key=True),
    Column("content", Json, nullable=False),
    Column("at", Utc, nullable=False),
)

# The documents that an answer cites, and the other copies of them.
ANSWER_DOCUMENTS = Table(
    "answer_documents",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("document_id", String, primary_key=True),
    Index("answer_documents_document", "document_id"),
)

# What the sources were of messages that were checked; of the messages nothing.
CHECKS = Table(
    "checks",
    METADATA,
    Column("id", String, primary_key=True),
    Column("citations", Json, nullable=False),
    Column("at", Utc, nullable=False),
)

# The processes that work on jobs; `beat` goes up for as long as one lives.
OWNERS = Table(
    "owners",
    METADATA,
    Column("id", String, primary_key=True),
    Column("place", String),
    Column("pid", Integer, nullable=False),
    Column("started", BigInteger),
    Column("beat", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)

JOBS = Table(
    "jobs",
    METADATA,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", Json),
    Column("asker", String, nullable=False),
    Column("place", String, nullable=False),
    Column("accepted_at", Utc, nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Json),
    Column("ended_at", Utc),
    Index("jobs_state", "state", "owner"),
)

PARTS = Table(
    "parts",
    METADATA,
    Column("job", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Json, nullable=False),
    Column("state", String, nullable=False),
    Column("ref", String),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("asker", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("reason", Json),
    Column("note", Json),
    Column("at", Utc, nullable=False),
)

# Up to when somebody has looked at what was said of an answer.
LOOKED_AT = Table(
    "looked_at",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("at", Utc, nullable=False),
)

# What was asked, for counting; who asked it is not told.
QUESTIONS = Table(
    "questions",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("key", String, unique=True),
    Column("at", Utc, nullable=False),
    Column("day", String, nullable=False),
    Column("place", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("question", Json, nullable=False),
    Column("answer_id", String, nullable=False),
    Index("questions_day", "day"),
)

# Sessions of the web pages that somebody ended, until they would have run out.
ENDED_SESSIONS = Table(
    "ended_sessions",
    METADATA,
    Column("id", String, primary_key=True),
    Column("until", Utc, nullable=False),
)

# When all sessions of one person (a hash of their name), or of everybody, were ended: `ending` is
# what those that began later came after.
SESSION_ENDINGS = Table(
    "session_endings",
    METADATA,
    Column("who", String, primary_key=True),
    Column("ending", String, nullable=False),
    Column("until", Utc, nullable=False),
)

# What is remembered by name alone.
MARKS = Table(
    "marks",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", Json),
)

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("reviewer", String),
    Column("reason", Json),
    Column("published", String),
    Column("at", Utc, nullable=False),
)

# Who asked for an answer that is reviewed, and where it is to be shown.
REVIEW_REQUESTS = Table(
    "review_requests",
    METADATA,
    Column("answer_id", String, primary_key=True),
    Column("asker", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("at", Utc, nullable=False),
)

# What was indexed when and by whom; `process` tells a run that was cut short from one that goes on.
RUNS = Table(
    "runs",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("asker", Json, nullable=False),
    Column("at", Utc, nullable=False),
    Column("paths", Json, nullable=False),
    Column("state", String, nullable=False),
    Column("process", Json, nullable=False),
    Column("ended_at", Utc),
    Column("report", Json),
    Column("reason", Json),
)

# The audit log, an entry a row, as `bot.audit.chain` links them. What is deleted of an entry is
# `salt` and `content` alone.
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("salt", String),
    Column("content", Text),
    Column("digest", String, nullable=False),
    Column("before", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("seal", String, nullable=False),
)

# Briefs that were asked for on the web pages, for a few days: `fields` are those of the form,
# `content` is packed. `process` tells one that is no longer made from one that is.
BRIEFS = Table(
    "briefs",
    METADATA,
    Column("id", String, primary_key=True),
    Column("asker", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("fields", Json, nullable=False),
    Column("state", String, nullable=False),
    Column("process", Json, nullable=False),
    Column("reason", Json),
    Column("content", LargeBinary),
    Column("seen", Json),
    Index("briefs_asker", "asker", "at"),
)

# Generations of the index that replicas share: the digests of the blocks that its catalogue is.
SHARED_GENERATIONS = Table(
    "shared_generations",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False),
    Column("form", Integer, nullable=False),
    Column("digests", LargeBinary, nullable=False),
)

SHARED_BLOCKS = Table(
    "shared_blocks",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Which of them all answer from: one row.
SHARED_POINTER = Table(
    "shared_pointer",
    METADATA,
    Column("name", String, primary_key=True),
    Column("generation", BigInteger, nullable=False),
)

# The replicas; `beat` as of owners, `form` the newest catalogue that one reads, `ready` the
# newest generation that it can answer from.
REPLICAS = Table(
    "replicas",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("place", String),
    Column("pid", Integer, nullable=False),
    Column("started", BigInteger),
    Column("beat", BigInteger, nullable=False),
    Column("form", Integer, nullable=False),
    Column("ready", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)

# Sources of documents that are followed, and what was seen there (`sources.records`).
SOURCES = Table(
    "sources",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("name", Json, nullable=False),
    Column("target", Json, nullable=False),
    Column("folder", String, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("memory", Json),
    Column("looked_at", Utc),
    Column("well_at", Utc),
    Column("next_at", Utc),
    Column("failures", Integer, nullable=False),
    Column("trouble", Json),
    Column("removed_at", Utc),
)

SOURCE_ITEMS = Table(
    "source_items",
    METADATA,
    Column("source", BigInteger, primary_key=True),
    Column("key", String, primary_key=True),
    Column("offer", Json, nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
    Column("state", String, nullable=False),
    Column("sha256", String),
    Column("file", Json),
    Column("arriving", String),
    Column("version", String),
    Column("etag", Json),
    Column("last_modified", Json),
    Column("fetched_at", Utc),
    Column("gone_since", Utc),
    Column("tries", Integer, nullable=False),
    Column("next_at", Utc),
    Column("trouble", Json),
)

# Hosts that are asked, and their pages as they last came: for who asks whether they have changed.
SOURCE_HOSTS = Table(
    "source_hosts",
    METADATA,
    Column("name", String, primary_key=True),
    Column("not_before", Utc),
    Column("failures", Integer, nullable=False),
    Column("robots", Json),
    Column("robots_at", Utc),
)

SOURCE_PAGES = Table(
    "source_pages",
    METADATA,
    Column("address", String, primary_key=True),
    Column("final", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("media", String, nullable=False),
    Column("etag", Json),
    Column("last_modified", Json),
    Column("at", Utc, nullable=False),
)

# What each sync of sources did, and which generation of the index it began with and ended in.
SYNCS = Table(
    "syncs",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("asker", Json, nullable=False),
    Column("began_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("before", BigInteger),
    Column("after", BigInteger),
    Column("report", Json),
    Column("reason", Json),
)

# What changes of an authority is told in a channel, and has been until a moment.
FOLLOWS = Table(
    "follows",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("authority", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("asker", String, nullable=False),
    Column("told_at", Utc, nullable=False),
)
