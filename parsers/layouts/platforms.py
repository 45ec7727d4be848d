"""Telegram, VK and Odnoklassniki: the classes by which their pages are read."""

from msgspec import Struct


class Platform(Struct, frozen=True):
    """The classes by which a platform names its posts, their texts and dates, and what to pass over."""

    posts: frozenset[str]
    texts: frozenset[str]
    dates: frozenset[str]
    skipped: frozenset[str]
    titles: frozenset[str]


_COMMENTS = frozenset(
    ["reply", "replies", "wall_replies", "ReplyItem", "replies_list", "comment", "comments"]
)

PLATFORMS = (
    Platform(
        posts=frozenset({"tgme_widget_message", "tgme_widget_message_wrap"}),
        texts=frozenset({"tgme_widget_message_text"}),
        dates=frozenset({"tgme_widget_message_date", "time"}),
        skipped=frozenset(
            {
                "tgme_widget_message_reply",
                "tgme_widget_message_forwarded_from",
                "tgme_widget_message_link_preview",
                "tgme_widget_message_author",
            }
        ),
        titles=frozenset({"tgme_channel_info_header_title", "tgme_header_title"}),
    ),
    Platform(
        posts=frozenset({"wall_item", "_post", "post", "Post", "copy_quote"}),
        texts=frozenset({"pi_text", "wall_post_text"}),
        dates=frozenset(
            [
                "wi_date",
                "rel_date",
                "PostHeaderSubtitle__item",
                "post_date",
                "published_by_date",
                "PostHeaderSubtitle__link",
            ]
        ),
        skipped=_COMMENTS,
        titles=frozenset({"op_header", "page_name"}),
    ),
    Platform(
        posts=frozenset({"feed-w", "mlr_cnt", "media-layer", "topic-w", "feed"}),
        texts=frozenset({"media-text_cnt_tx", "media-text", "topic-text"}),
        dates=frozenset({"feed_date", "ucard_add-info_i", "media-status_date", "feed-info_date", "mlr_date"}),
        skipped=_COMMENTS,
        titles=frozenset({"group-name_t", "compact-profile_a", "mctc_name_tx"}),
    ),
)
"""Telegram's preview, VK, Odnoklassniki."""
