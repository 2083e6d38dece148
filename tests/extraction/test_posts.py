"""Hold the finding of talks to posts in many styles and languages: what is there is found, and nothing else."""

from pathlib import Path

import pytest

from bot.extraction.extract import extract
from bot.model.entry import EntryKind
from bot.recaps.read_recap import read_recap

DATA = Path(__file__).parent / "data"
TALKS = {
    "eu-2031-oslo-travel-log.md": [
        ("Waffles All the Way Down", "Greta Goosewing"),
        ("", "Ottokar Ferretti (Burrow Labs)"),
        ("", "Petronella Newtson (Pondside)"),
        (
            "Everything You Wanted to Know About Admission, but the Webhook Timed Out",
            "Ludo Lemmingway (Tundra AG)",
            "Sanna Stoatfield (Tundra AG)",
        ),
        ("", "Ingeborg Elkström (Antler Systems)"),
    ],
    "na-2030-plain-notes.txt": [
        ("", "Quentin Quokkasson (Marsupial Cloud)", "Zora Zebrowski (Stripes Inc.)"),
        ("", "Hedda Heronova (Cliffside)", "Iago Ibexton (Cliffside)"),
        ("", "Barnaby Badgerly (Sett Security)"),
        ("Pods Without Borders: Routing Across Nine Regions", "Mireille Marmotte", "Tadeusz Tapirski"),
        ("How We Taught a Goat to Read Prometheus Alerts", "Ursula Ungulate (Meadow Bank)"),
        ("The Slow Road to Fast Builds", "Cornelius Capybara", "Delphine Dingo"),
        ("Tracing the Untraceable: A Year With Sampling", "Viggo Vole (Burrow Labs)"),
    ],
    "eu-2031-rueckblick.md": [
        ("Keynote: Warum der Cluster nachts schläft", "Friedegund Frettchen (Heidekraut GmbH)"),
        ("Wenn der Operator Urlaub hat", "Balduin Biber", "Mechthild Maulwurf"),
        ("Zehn Wege, einen Ingress zu verlieren", "Kunibert Krähe"),
    ],
    "eu-2031-recap-fr.md": [
        ("", "Séraphine Serval (Savane Télécom)"),
        ("Des sondes qui ne mentent pas : retour d'expérience",),
        ("Le réseau pour ceux qui ont peur des paquets", "Balthazar Blaireau"),
    ],
    "eu-2031-resoconto-it.md": [
        ("Il nodo che parlava troppo", "Ginevra Ghiandaia (Laguna Cloud)"),
        ("Sei modi per svuotare una coda", "Orlando Orso", "Tecla Tasso"),
        ("Un cluster in ogni traghetto", "Fulvio Fenicottero"),
    ],
    "eu-2031-retrospectiva-pt.md": [
        ("Filas que não acabam nunca", "Amália Andorinha (Ribeira Nuvem)"),
        ("O operador que não dormia", "Tomé Texugo", "Inês Ouriço"),
        ("Dez maneiras de perder um certificado", "Leandro Lontra"),
    ],
    "eu-2031-verslag-nl.md": [
        ("Waarom onze wachtrij nooit leeg is", "Fleur Fuut (Polder Systems)"),
        ("De operator met vakantie", "Wouter Wezel", "Saskia Snoek"),
        ("Tien manieren om een sleutel kwijt te raken", "Bas Bever"),
    ],
    "japan-2030-sanka.md": [
        ("Karmadaで三つのリージョンをまたぐ", "狐坂太郎 (Kitsune Systems)"),
        ("Sidecar Without Tears: Lessons From a Ramen Shop", "Tanuki Hayashida", "Momo Kawauso"),
        ("運用は出汁である",),
    ],
    "china-2030-biji.md": [("把十万个任务排成一队", "熊猫山"), ("让日志自己说话",)],
    "na-2030-notes-ko.md": [
        ("quiet-clusters-and-loud-alerts",),
        ("eleven-ways-to-name-a-namespace",),
        ("when-etcd-needs-a-holiday",),
    ],
    "na-2030-session-table.md": [
        ("The Quiet Node Problem", "Esther Echidna (Spines & Co)"),
        ("Budgeting GPUs Like a Grandmother", "Rufus Rook (Piggybank)", "Nell Newt (Piggybank)"),
        ("Keynote: Ten Thousand Pods and a Piano", "Ludmila Lark (Harmonia)"),
        ("Lightning Talk: One Flag Too Many", "Caspar Coati"),
    ],
    "eu-2031-talk-by-talk.md": [
        ("Why Our Autoscaler Eats at Midnight", "Philomena Pangolin (Scales & Sons)"),
        ("Ten Small Lies About Rolling Updates", "Hubertus Hoopoe (Featherweight)"),
        ("Get Your Secrets Out of Git", "Amadea Axolotl (Lakeside)"),
    ],
    "na-2030-web-page.html": [
        ("Cache Me Outside: Image Pulls at the Edge", "Leopold Lynx (Fogbank)"),
        ("Sorry, Your Quota Is in Another Castle", "Gwendolyn Gull"),
    ],
}


def shown(talk):
    people = (f"{one.name} ({one.org})" if one.org else one.name for one in talk.speakers)
    return (talk.title, *people)


@pytest.mark.parametrize("name", TALKS)
def test_the_talks_of_a_post_are_found_and_nothing_else(name, catalogue):
    entries = extract(read_recap(DATA / name), catalogue)
    assert [shown(entry) for entry in entries if entry.kind is EntryKind.TALK] == TALKS[name]


def test_every_post_among_the_data_is_held_to_something():
    assert {path.name for path in DATA.iterdir()} == set(TALKS)
