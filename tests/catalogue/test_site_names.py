import pytest

from bot.catalogue.site_names import site_name_of


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://kubernetes.io/blog/2025/09/01/otters", "Kubernetes blog"),
        ("https://kubernetes.io/docs/otters", "Kubernetes docs"),
        ("https://www.cncf.io/announcements/otters", "CNCF"),
        ("https://metalbear.com/blog/otters", "MetalBear"),
        ("https://otterdays2025.sched.com/event/1", "schedule"),
        ("https://github.com/otters/pond/blob/main/CHANGELOG.md", "otters/pond"),
        ("https://github.com/cncf/landscape/blob/main/landscape.yml", "CNCF landscape"),
        ("https://www.otters.example/posts/1", "otters.example"),
        ("https://notmetalbear.com/blog", "notmetalbear.com"),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_a_page_is_named_by_its_site(url, name):
    assert site_name_of(url) == name


def test_on_a_site_where_everybody_writes_the_author_is_named():
    assert site_name_of("https://medium.com/@ana/otters", "Ana Lee") == "Ana Lee"
    assert site_name_of("https://ana.medium.com/otters", "") == "ana.medium.com"
    assert site_name_of("https://otters.example/otters", "Ana Lee") == "otters.example"
