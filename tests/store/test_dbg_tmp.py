from tests.store.test_statements import *
from tests.factories import *
def test_dbg(app):
    site = make_site()
    desk = desk_of(app, olga(site))
    fill(site, 5)
    for n in (0,20):
        if n: fill(site, n)
        with watched() as ran:
            desk.get("/s/potager/thread", url=SOUP)
        print(len(ran)); [print("   ", s[:50].replace("\n"," "), "...", s[s.find("WHERE"):][:140].replace("\n"," ")) for s,_ in ran]
