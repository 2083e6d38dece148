"""The few words that the Discord adapter says itself, in the languages of its readers; recaps stay as they are.

Each text is named by its English form; the languages are German, French, Japanese, Spanish and Chinese.
"""

import discord
from discord import app_commands

from adapters.discord.digest_translations import DIGEST_TABLE
from bot.model.entry import EntryKind

OVERVIEW = "Overview"
KIND_NAMES = {EntryKind.TAKEAWAY: "Takeaways", EntryKind.TALK: "Talks", EntryKind.PROJECT: "Projects"}
SHARE = "Share"
SHARED_BY = "Shared by"
DELETE = "Delete"
NOT_YOURS = "This answer was given to somebody else. Ask with /kubecon ask, and you get your own."
NOT_YOUR_DELETE = "Only the person who asked, or a moderator, can delete this."
EXPIRED = "This button is too old to be understood. Please ask again with /kubecon ask."
NOT_SHARED = "I may not write in this channel, so the answer was not shared."
ALREADY_SHARED = "This answer is shared already."
NOTHING_TO_READ = "There is no text in this message that I could look up."

# https://discord.com/developers/docs/reference#locales
_LANGUAGES = ("de", "fr", "ja", "es-ES", "zh-CN", "zh-TW")
_SAME_AS = {"es-419": "es-ES"}

# one line a text: German, French, Japanese, Spanish, Chinese in China, Chinese in Taiwan
_TABLE: dict[str, tuple[str, str, str, str, str, str]] = {
    **DIGEST_TABLE,
    "ask": ("fragen", "demander", "質問", "preguntar", "查询", "查詢"),
    "next": ("nächste", "prochaine", "次回", "próxima", "下一届", "下一屆"),
    "events": ("termine", "événements", "イベント", "eventos", "活动", "活動"),
    "help": ("hilfe", "aide", "ヘルプ", "ayuda", "帮助", "說明"),
    "about": ("über", "à-propos", "概要", "acerca-de", "关于", "關於"),
    "words": ("worte", "mots", "言葉", "palabras", "关键词", "關鍵詞"),
    "kind": ("art", "genre", "種類", "tipo", "类型", "類型"),
    "event": ("termin", "événement", "イベント", "evento", "活动", "活動"),
    "share": ("teilen", "partager", "共有", "compartir", "分享", "分享"),
    "Answers from KubeCon recaps": (
        "Antworten aus KubeCon-Rückblicken",
        "Réponses tirées de récapitulatifs de KubeCon",
        "KubeCon のまとめ記事からの回答",
        "Respuestas de resúmenes de KubeCon",
        "来自 KubeCon 回顾文章的答案",
        "來自 KubeCon 回顧文章的答案",
    ),
    "Look up a topic, a project, a talk or a speaker": (
        "Ein Thema, ein Projekt, einen Vortrag oder eine Person nachschlagen",
        "Chercher un sujet, un projet, une présentation ou une personne",
        "トピック、プロジェクト、講演、登壇者を調べる",
        "Buscar un tema, un proyecto, una charla o una persona",
        "查找主题、项目、演讲或讲者",
        "查找主題、專案、演講或講者",
    ),
    "When and where the next KubeCon is": (
        "Wann und wo die nächste KubeCon ist",
        "Quand et où a lieu la prochaine KubeCon",
        "次回の KubeCon の日程と場所",
        "Cuándo y dónde es la próxima KubeCon",
        "下一届 KubeCon 的时间和地点",
        "下一屆 KubeCon 的時間和地點",
    ),
    "All KubeCons that are known": (
        "Alle bekannten KubeCons",
        "Toutes les KubeCon connues",
        "既知の KubeCon の一覧",
        "Todas las KubeCon conocidas",
        "所有已知的 KubeCon",
        "所有已知的 KubeCon",
    ),
    "What you can ask": (
        "Was man fragen kann",
        "Ce que l'on peut demander",
        "何を質問できるか",
        "Qué se puede preguntar",
        "可以查询什么",
        "可以查詢什麼",
    ),
    "What the bot knows": (
        "Was der Bot weiß",
        "Ce que le bot connaît",
        "ボットが知っていること",
        "Lo que sabe el bot",
        "机器人知道什么",
        "機器人知道什麼",
    ),
    "For example: dra, gateway api, a speaker's name": (
        "Zum Beispiel: dra, gateway api, der Name einer Person",
        "Par exemple : dra, gateway api, le nom d'une personne",
        "例: dra、gateway api、登壇者の名前",
        "Por ejemplo: dra, gateway api, el nombre de una persona",
        "例如:dra、gateway api、讲者姓名",
        "例如:dra、gateway api、講者姓名",
    ),
    "Takeaways, talks or projects alone": (
        "Nur Erkenntnisse, Vorträge oder Projekte",
        "Seulement les points clés, les présentations ou les projets",
        "要点、講演、プロジェクトのいずれかだけ",
        "Solo conclusiones, charlas o proyectos",
        "仅要点、演讲或项目",
        "僅重點、演講或專案",
    ),
    "This KubeCon alone": (
        "Nur diese KubeCon",
        "Seulement cette KubeCon",
        "この KubeCon だけ",
        "Solo esta KubeCon",
        "仅这一届 KubeCon",
        "僅這一屆 KubeCon",
    ),
    "Show the answer to everyone in the channel": (
        "Die Antwort allen im Kanal zeigen",
        "Montrer la réponse à tout le salon",
        "チャンネルの全員に回答を表示する",
        "Mostrar la respuesta a todo el canal",
        "向频道中的所有人显示答案",
        "向頻道中的所有人顯示答案",
    ),
    "Look this up": ("Nachschlagen", "Chercher ceci", "これを調べる", "Buscar esto", "查找这个", "查找這個"),
    OVERVIEW: ("Überblick", "Vue d'ensemble", "概観", "Resumen", "概览", "總覽"),
    "Takeaways": ("Erkenntnisse", "Points clés", "要点", "Conclusiones", "要点", "重點"),
    "Talks": ("Vorträge", "Présentations", "講演", "Charlas", "演讲", "演講"),
    "Projects": ("Projekte", "Projets", "プロジェクト", "Proyectos", "项目", "專案"),
    SHARE: ("Teilen", "Partager", "共有", "Compartir", "分享", "分享"),
    SHARED_BY: ("Geteilt von", "Partagé par", "共有者:", "Compartido por", "分享者:", "分享者:"),
    DELETE: ("Löschen", "Supprimer", "削除", "Eliminar", "删除", "刪除"),
    NOT_YOURS: (
        "Diese Antwort ging an jemand anderen. Mit /kubecon ask gibt es eine eigene.",
        "Cette réponse est pour quelqu'un d'autre. Avec /kubecon ask, vous aurez la vôtre.",
        "この回答は別の人へのものです。/kubecon ask で質問してください。",
        "Esta respuesta es para otra persona. Con /kubecon ask obtiene la suya.",
        "这个答案是给别人的。请用 /kubecon ask 自己查询。",
        "這個答案是給別人的。請用 /kubecon ask 自己查詢。",
    ),
    NOT_YOUR_DELETE: (
        "Nur wer gefragt hat oder moderiert, kann dies löschen.",
        "Seule la personne qui a demandé, ou la modération, peut supprimer ceci.",
        "削除できるのは質問した人かモデレーターだけです。",
        "Solo quien preguntó, o la moderación, puede eliminar esto.",
        "只有提问者或管理员可以删除。",
        "只有提問者或管理員可以刪除。",
    ),
    EXPIRED: (
        "Dieser Knopf ist zu alt. Bitte mit /kubecon ask neu fragen.",
        "Ce bouton est trop ancien. Demandez à nouveau avec /kubecon ask.",
        "このボタンは古すぎます。/kubecon ask でもう一度質問してください。",
        "Este botón es demasiado antiguo. Pregunte de nuevo con /kubecon ask.",
        "这个按钮已过期。请用 /kubecon ask 重新查询。",
        "這個按鈕已過期。請用 /kubecon ask 重新查詢。",
    ),
    NOT_SHARED: (
        "Ich darf in diesem Kanal nicht schreiben; die Antwort wurde nicht geteilt.",
        "Je ne peux pas écrire dans ce salon ; la réponse n'a pas été partagée.",
        "このチャンネルに書き込めないため、共有できませんでした。",
        "No puedo escribir en este canal; la respuesta no se compartió.",
        "我不能在此频道发言,答案未分享。",
        "我不能在此頻道發言,答案未分享。",
    ),
    ALREADY_SHARED: (
        "Diese Antwort ist schon geteilt.",
        "Cette réponse est déjà partagée.",
        "この回答はすでに共有されています。",
        "Esta respuesta ya está compartida.",
        "这个答案已经分享过了。",
        "這個答案已經分享過了。",
    ),
    NOTHING_TO_READ: (
        "In dieser Nachricht steht kein Text, den ich nachschlagen könnte.",
        "Ce message ne contient pas de texte à chercher.",
        "このメッセージには調べられる文章がありません。",
        "Este mensaje no tiene texto que buscar.",
        "这条消息中没有可查找的文字。",
        "這則訊息中沒有可查找的文字。",
    ),
}


def say(text: str, locale: str) -> str:
    """Return a text of this file in a reader's language, in English where that is none of ours."""
    language = _SAME_AS.get(locale, locale)
    if text not in _TABLE or language not in _LANGUAGES:
        return text
    return _TABLE[text][_LANGUAGES.index(language)]


def kind_named(typed: str) -> str:
    """Return the kind that a word means in any of the languages, the word itself where it means none."""
    word = typed.strip().casefold()
    for kind, name in KIND_NAMES.items():
        if word in {str(kind), *(known.casefold() for known in (name, *_TABLE[name]))}:
            return str(kind)
    return typed


class Translator(app_commands.Translator):
    """Give Discord the names and descriptions of the commands in each language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the library passes it to every translator
    ) -> str | None:
        """Return the text in that language, None where English stays."""
        told = say(string.message, locale.value)
        return None if told == string.message else told
