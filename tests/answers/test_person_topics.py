from bot.cards.answer_to_card import answer_to_card
from bot.model.lookup import Lookup
from tests.engine_fixture import open_small_engine
from tests.fakes import talk

ADA = ("Ada Quill", "Ponds")
TALKS = (
    *(talk(f"Rivers {number}", ADA, topics=("Cilium", "Kubernetes")) for number in range(3)),
    talk("Dams", ADA, topics=("Kubernetes",)),
    *(talk(f"Lakes {number}", ("Bo Reed", "Lakes"), topics=("Kubernetes",)) for number in range(40)),
)


def test_a_person_is_told_with_what_they_speak_of_most_and_others_less(tmp_path):
    answer = open_small_engine(tmp_path, TALKS).look_up(Lookup("ada quill"))
    assert answer.subject.topics == ("Cilium",)
    assert answer_to_card(answer).subtitle == "Ponds · mostly on Cilium · 4 talks"


def test_of_a_person_who_spoke_of_something_once_nothing_is_said(tmp_path):
    answer = open_small_engine(tmp_path, (talk("Dams", ADA, topics=("Cilium",)),)).look_up(Lookup("ada quill"))
    assert answer.subject.topics == ()
