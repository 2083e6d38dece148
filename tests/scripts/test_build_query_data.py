from scripts.build_query_data import glossary_lines, release_lines


def test_a_release_keeps_the_titles_of_its_enhancements():
    fact = {"version": "1.99", "released": "2031-01-02", "source": "https://a.example ; https://b.example"}
    stages = {"ga": [{"title": " Otters "}], "beta": [], "alpha": []}
    (line,) = release_lines([{**fact, **stages, "note": "for 1.99 they are the plan"}])
    assert (line["stable"], line["source"], line["is_plan"]) == (["Otters"], "https://a.example", True)


def test_names_of_terms_lose_what_only_repeats_the_english_one():
    names = {"es": "Malla (Mesh)", "de": "Mesh", "ja": "メッシュ(網)", "xx": "other"}
    lines = glossary_lines([{"en": "Mesh (M)", "names": names}])
    assert [(line["name"], line["language"]) for line in lines] == [("Malla", "es"), ("メッシュ", "ja"), ("網", "ja")]
