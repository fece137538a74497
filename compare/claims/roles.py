"""What a source can be, by the words that stand for it: offices, groups, outlets, documents, organisations.

    "the foreign ministry **spokesman**"   an office: whoever holds it may be named elsewhere
    "**officials**", "**two**"             a group: nobody is named
    "the **report**", "**Reuters**"        a document, an outlet

Written by hand. The last word of a phrase, its head, decides.
"""

import re

OFFICE_WORDS = frozenset(
    """ambassador envoy diplomat minister president premier chancellor secretary spokesman spokeswoman spokesperson
    senator congressman congresswoman representative governor mayor chief chairman chairwoman chair chairperson
    director commissioner general colonel captain admiral judge justice prosecutor sheriff king queen prince
    princess pope bishop archbishop cardinal leader head professor coach manager executive ceo lawyer attorney
    solicitor barrister detective inspector superintendent sergeant lieutenant officer deputy assistant vice prime
    foreign home defence defense treasurer counsel adviser advisor aide founder owner author economist analyst
    doctor dr mr mrs ms miss sir lady lord dame sen rep gov gen prof col capt lt sgt rev reverend imam rabbi father
    candidate nominee frontrunner strategist speaker whip councillor alderman delegate mp editor columnist
    correspondent reporter journalist commander premier undersecretary ombudsman coroner pilot principal headteacher
    dean rector historian biologist scientist researcher physicist pm mk msp qc artist actor actress nurse singer
    guitarist drummer backbencher""".split()
)
SAME_OFFICE = (
    frozenset("ambassador envoy diplomat".split()),
    frozenset("spokesman spokeswoman spokesperson".split()),
    frozenset("minister premier politician".split()),
    frozenset("president leader".split()),
    frozenset("premier prime".split()),
    frozenset("senator sen lawmaker".split()),
    frozenset("representative rep congressman congresswoman lawmaker".split()),
    frozenset("governor gov".split()),
    frozenset("general gen commander".split()),
    frozenset("professor prof academic".split()),
    frozenset("chairman chairwoman chair chairperson".split()),
    frozenset("lawyer attorney solicitor barrister".split()),
    frozenset("ceo executive boss".split()),
)
OUTLETS = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|Kyodo|Xinhua|Yonhap|TASS|Tass|Interfax|RIA|ANSA|EFE|DPA"
    r"|BBC|CNN|NBC|CBS|ABC|NPR|PBS|MSNBC|Fox News|Sky News|ITV|Al[ -]Jazeera|NHK|CCTV|RT|Bloomberg|Politico|POLITICO"
    r"|Axios|BuzzFeed|HuffPost|Huffington Post|Breitbart|Deutsche Welle|Le Monde|Le Figaro|El País|Der Spiegel|Haaretz"
    r"|Asahi|Yomiuri|Mainichi|Nikkei|People['’]s Daily|Global Times|Guardian|Economist|Newsweek|Vox|Slate|Wired"
    r"|(?:[A-Z]\w+ )?(?:Times|Post|Journal|Tribune|Telegraph|Herald|Gazette|Globe|Chronicle|Mail|Mirror|Independent"
    r"|Observer|Daily|Weekly|Today|Examiner|Courier|Standard|Dispatch|Inquirer|Register|Bee))\b"
)
OUTLET_HEADS = frozenset(
    """agency newspaper paper broadcaster television tv radio media magazine tabloid daily weekly outlet outlets
    newspapers newswire broadcast website blog station network channel""".split()
)
DOCUMENT_HEADS = frozenset(
    """report reports statement statements poll polls survey surveys study studies letter letters document documents
    data figures article book memo memorandum filing filings lawsuit complaint indictment affidavit email emails tweet
    tweets post posts release communique communiqué draft bill law text manifesto charter treaty resolution declaration
    research analysis paper review audit findings records transcript transcripts editorial ad advert advertisement
    video message note notice page caption headline sign constitution ruling verdict warrant statistics census forecast
    estimates playbook plan guidelines paperwork testimony""".split()
)
ORGANISATION_WORDS = frozenset(
    """party ministry council university house senate congress parliament department office company group committee
    association union bank court agency bureau commission institute foundation center centre school college hospital
    police army navy street city county state states islands sea river summit day war act team club times post news
    press inc corp ltd llc organization organisation federation league nations kingdom republic campaign administration
    government authority board service society programme program province lane museum theatre monday tuesday
    wednesday thursday friday saturday sunday""".split()
)
ORGANISATION_HEADS = ORGANISATION_WORDS | frozenset(
    "firm firms charity embassy regime airline operator regulator watchdog think-tank supermarket retailer".split()
)
# Whoever they are, they are not named; at the beginning of a sentence they look like a name.
GROUPS = frozenset(
    """officials residents witnesses experts critics analysts sources police people authorities investigators
    prosecutors voters supporters opponents protesters campaigners activists lawyers doctors scientists
    researchers economists ministers diplomats lawmakers politicians neighbours neighbors relatives families
    parents teachers workers farmers observers commentators historians engineers rescuers firefighters
    detectives reporters journalists others some many most few both several everyone nobody somebody children
    women men students investors traders leaders organisers organizers survivors victims locals insiders rebels
    soldiers troops aides advisers advisors two three four five six seven dozens hundreds thousands""".split()
)
MALE = frozenset("mr sir lord spokesman congressman chairman king prince father pope".split())
FEMALE = frozenset("mrs ms miss lady dame spokeswoman congresswoman chairwoman queen princess mother".split())
# The heads of phrases without an article that can say something: "zoo spokesman", "police", "state media".
PEOPLE = OFFICE_WORDS | GROUPS | OUTLET_HEADS | DOCUMENT_HEADS | ORGANISATION_HEADS
PEOPLE |= frozenset(
    """management staff person husband wife mother friend employee user lawmaker rival personnel family opposition
    public evidence polling industry crowd""".split()
)
