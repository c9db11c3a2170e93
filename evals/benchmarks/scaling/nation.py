"""What every authority's papers of fifteen years would need, from what was measured.

Worked out and not tried: figures of a size that was measured are multiplied by how many times as
many passages there are. Only what grows in line with the passages may be worked out so.
"""

import math
from collections.abc import Mapping
from typing import Any

AUTHORITIES, DOCUMENTS = 153, 3_000_000
# A machine that may be rented anywhere: its gigabytes of memory, and its processors.
MEMORY_GB, PROCESSORS = 64, 16
# The most passages that were measured in one index.
IN_ONE_INDEX = 1_000_000


def worked_out(measured: Mapping[str, Any], documents: int = DOCUMENTS) -> dict[str, str]:
    """What so many documents need, by its name; `measured` are the figures of one size."""
    passages = documents * measured["passages"] / measured["documents"]
    times = passages / measured["passages"]
    disk, index = measured["disk"], measured["index"]
    vectors = disk.get("vectors", 0.0) * times / 1_000_000
    catalogue = disk["catalogue.sqlite"] * times / 1_000_000
    own = measured["memory"]["after"]["own"]
    words, embedding = index["words"] + index["rest"], index["embedding"]
    of_each = passages / AUTHORITIES
    # An index for each authority; a machine holds as many as their vectors fit into its memory.
    gigabytes = own / 1_000 + vectors * 1_000 / AUTHORITIES
    on_a_machine = max(1, math.floor(0.8 * MEMORY_GB / gigabytes))
    machines = math.ceil(AUTHORITIES / on_a_machine)
    return {
        "documents": f"{documents:,}",
        "passages": f"{passages / 1e6:,.0f} million",
        "catalogue on disk": f"{catalogue:,.2f} TB",
        "vectors on disk, to be mapped": f"{vectors:,.2f} TB",
        "words on disk": f"{disk['lexical'] * times / 1_000_000:,.2f} TB",
        "to index words, processor hours": f"{words * times / 3600:,.0f}",
        "to embed, processor hours": f"{embedding * times / 3600:,.0f}",
        f"both, days on {machines * PROCESSORS} processors": (
            f"{(words + embedding) * times / 3600 / 24 / (machines * PROCESSORS):,.1f}"
        ),
        "passages of one authority": f"{of_each / 1e6:,.1f} million",
        "of what was measured in one index": f"{of_each / IN_ONE_INDEX:,.1f} times",
        "memory for one authority": f"{gigabytes:,.1f} GB",
        f"machines of {MEMORY_GB} GB, one replica of each": f"{machines}",
        "two replicas of each": f"{2 * machines}",
    }
