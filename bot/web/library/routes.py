"""What there is: documents, authorities, registers, and how they came in."""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from bot.web.library.browsing import Browsing
from bot.web.library.changing import Changing
from bot.web.library.happenings import Happenings
from bot.web.library.indexer import Indexer
from bot.web.library.indexing import Indexing
from bot.web.library.sources import SourcePages
from bot.web.library.uploading import Uploading
from bot.web.library.uploads import Uploads
from bot.web.site import Site


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages of this part."""
    uploads = Uploads(site.app.settings.files_folder)
    indexer = Indexer(site.app, site.state.runs)
    return (
        *Browsing(site, uploads).routes(),
        *Happenings(site).routes(),
        *Indexing(site, uploads, indexer).routes(),
        *SourcePages(site).routes(),
        *Uploading(site, uploads, indexer).routes(),
        *Changing(site).routes(),
    )
