"""When documents came into the index and when they went: noted as a generation is published."""

import sqlite3


def note_history(run: sqlite3.Connection, number: int) -> None:
    """What comes with a generation, and what goes with it, before it becomes the current one."""
    (noted,) = run.execute("SELECT count(*) FROM history").fetchone()
    arrivals = """INSERT OR REPLACE INTO history (document_id, path, came)
      SELECT d.id, m.path, g.created FROM members m JOIN documents d ON d.key = m.document
      JOIN generations g ON g.number = m.generation WHERE m.generation = {generation}
      AND d.id NOT IN (SELECT document_id FROM history WHERE went IS NULL)"""
    if not noted:
        # A catalogue from before there was a history: what is there was always there.
        run.execute(arrivals.format(generation="(SELECT generation FROM pointer)"))
    run.execute(
        """UPDATE history SET went = (SELECT created FROM generations WHERE number = ?1),
          body = (SELECT body FROM documents WHERE id = document_id
            AND id NOT IN (SELECT document_id FROM withdrawn) ORDER BY key DESC LIMIT 1)
          WHERE went IS NULL AND document_id NOT IN (SELECT d.id FROM members m
            JOIN documents d ON d.key = m.document WHERE m.generation = ?1)""",
        (number,),
    )
    run.execute(arrivals.format(generation="?"), (number,))
