from pathlib import Path
from threading import Event, Thread

from bot.syncing.watching import Watching, is_over_network, settled


def test_a_change_in_a_folder_is_noticed(tmp_path: Path) -> None:
    changed = Event()
    watching = Watching(changed.set)
    watching.watch({tmp_path})
    try:
        # It may take a moment until the folder is watched.
        for number in range(600):
            (tmp_path / f"{number}.txt").write_text("words")
            if changed.wait(0.1):
                break
        assert changed.is_set()
    finally:
        watching.stop()


def test_what_is_looked_at_from_time_to_time_is_noticed_too(tmp_path: Path) -> None:
    ended, found = Event(), Event()

    def look() -> None:
        for paths in settled(tmp_path, ended, polling=True):
            if any(path.endswith("report.txt") for path in paths):
                found.set()

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        for number in range(60):
            (tmp_path / "report.txt").write_text(f"words {number}")
            if found.wait(1.0):
                break
        assert found.is_set()
    finally:
        ended.set()
        thread.join(60)


def test_shares_in_the_network_are_told_by_what_is_mounted(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "//server/share /mnt/council\\040papers cifs rw 0 0\n"
        "server:/x /mnt/nfs nfs4 rw 0 0\n"
        "tool /mnt/mounted fuse.sshfs rw 0 0\n"
    )
    assert is_over_network(Path("/mnt/council papers/2024"), mounts)
    assert is_over_network(Path("/mnt/nfs"), mounts)
    assert is_over_network(Path("/mnt/mounted/a"), mounts)
    assert not is_over_network(Path("/mnt/nfsx"), mounts)
    assert not is_over_network(Path("/home/papers"), mounts)
