"""The language of a post is told where it is plain."""

import pytest

from bot.recaps.language import guess_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ferry was late, and this is what we have from the harbour."),
        ("de", "Die Fähre war spät, und das ist nicht alles, was wir für den Hafen haben."),
        ("fr", "Le bateau était en retard et ce n’est pas tout ce que nous avons pour le port."),
        ("es", "El barco llegó tarde y eso no es todo lo que hay en el puerto para los que esperan."),
        ("it", "La nave era in ritardo e questo non è tutto quello che si vede nel porto con gli altri."),
        ("pt", "O barco chegou tarde e isso não é tudo o que há no porto para os que esperam uma vaga."),
        ("nl", "De boot was te laat en dat is niet alles wat wij voor de haven van het dorp hebben."),
        ("zh", "渡轮迟到了，我们在 Kubernetes 港口等了很久。"),
        ("ja", "フェリーは遅れました。Kubernetesの港で待ちました。"),
        ("ko", "배가 늦었고 우리는 Kubernetes 항구에서 기다렸습니다."),
        ("ru", "Паром опоздал, и мы ждали в порту Kubernetes."),
        ("uk", "Пором запізнився, і ми чекали в порту її подруги."),
    ],
)
def test_a_language_is_told_by_its_letters_or_its_small_words(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "Kubernetes", "KubeCon 2025: DRA, GPU, eBPF", "12:30"])
def test_too_little_text_is_in_no_language(text: str) -> None:
    assert guess_language(text) == ""
