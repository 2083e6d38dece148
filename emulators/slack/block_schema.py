"""Define Slack's blocks and elements: their fields, and where each is allowed."""

SELECTS = [
    f"{m}{k}_select" for m in ("", "multi_") for k in ("static", "external", "users", "conversations", "channels")
]
ELEMENTS = {  # type -> allowed keys besides type/action_id
    "button": {"text", "url", "value", "style", "confirm", "accessibility_label"},
    "overflow": {"options", "confirm"},
    "image": {"image_url", "alt_text", "slack_file"},
    "checkboxes": {"options", "initial_options", "confirm", "focus_on_load"},
    "radio_buttons": {"options", "initial_option", "confirm", "focus_on_load"},
    "datepicker": {"initial_date", "confirm", "focus_on_load", "placeholder"},
    "timepicker": {"initial_time", "confirm", "focus_on_load", "placeholder", "timezone"},
    "datetimepicker": {"initial_date_time", "confirm", "focus_on_load"},
    "plain_text_input": {
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "dispatch_action_config",
        "focus_on_load",
        "placeholder",
    },
    "feedback_buttons": {"positive_button", "negative_button"},
    "icon_button": {"icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids"},
    "workflow_button": {"text", "workflow", "style", "accessibility_label"},
    **{
        s: {
            "placeholder",
            "confirm",
            "focus_on_load",
            "options",
            "option_groups",
            "initial_option",
            "initial_options",
            "min_query_length",
            "max_selected_items",
            "initial_user",
            "initial_users",
            "initial_conversation",
            "initial_conversations",
            "initial_channel",
            "initial_channels",
            "default_to_current_conversation",
            "response_url_enabled",
            "filter",
        }
        for s in SELECTS
    },
}
INPUT_ONLY = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input"}
PICKERS = {"datepicker", "timepicker", "checkboxes", "radio_buttons", *SELECTS}
IN_ACTIONS = PICKERS | {"button", "overflow", "datetimepicker", "workflow_button"}
IN_SECTION = PICKERS | {"button", "overflow", "image", "workflow_button"}
IN_INPUT = PICKERS | INPUT_ONLY | {"datetimepicker"}
BLOCKS = {  # type -> (required keys, optional keys)
    "section": ((), ("text", "fields", "accessory", "expand")),
    "header": (("text",), ("level",)),
    "divider": ((), ()),
    "context": (("elements",), ()),
    "actions": (("elements",), ()),
    "context_actions": (("elements",), ()),
    "image": (("alt_text",), ("image_url", "slack_file", "title")),
    "markdown": (("text",), ()),
    "input": (("label", "element"), ("dispatch_action", "hint", "optional")),
    "rich_text": (("elements",), ()),
    "table": (("rows",), ("column_settings",)),
    "data_table": (("rows", "caption"), ("page_size", "row_header_column_index")),
    "video": (
        ("alt_text", "title", "thumbnail_url", "video_url"),
        ("author_name", "description", "provider_icon_url", "provider_name", "title_url"),
    ),
    "alert": (("text",), ("level",)),
    "card": ((), ("hero_image", "icon", "title", "subtitle", "body", "actions", "slack_icon")),
    "carousel": (("elements",), ()),
    "plan": (("title",), ("tasks",)),
    "task_card": (("task_id", "title"), ("details", "output", "sources", "status")),
    "container": (
        ("child_blocks",),
        (
            "title",
            "rich_text_title",
            "subtitle",
            "icon",
            "width",
            "is_collapsible",
            "default_collapsed",
            "has_header_divider",
        ),
    ),
    "data_visualization": (("title", "chart"), ()),
}
NOT_ON = {
    "message": {"alert", "file"},
    "modal": {"card", "carousel", "context_actions", "data_visualization", "markdown", "plan", "table", "task_card"},
    "home": {"alert", "context_actions", "data_visualization", "markdown", "plan", "table", "task_card"},
}
MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
