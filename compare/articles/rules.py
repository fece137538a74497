"""Every rule about what a line *says*, in one table.

A page saved as text mixes the article with the page: the player's error, the caption, the credit, the links::

    Media playback is unsupported on your device              ← player label: boilerplate
    Media captionAwkward handshakes and territorial rows - …  ← "Media caption" is a label, the rest is a caption
    … met on the sidelines of the Apec meeting. Photo: Reuters   ← the credit is cut off, the rest is a caption
    Q&A: China-Japan islands row                              ← link to another page
    BEIJING, March 19 (Reuters) - China and Japan are …       ← dateline; the claim begins after it

Each rule says where it looks (`Where`), what it finds, why that is no statement of the article, and shows one example,
which a test checks. The reason is what a reader of the report sees. The first rule that fits decides.
No rule names an outlet: agencies and photo agencies are named because their names stand alone as credits everywhere.

A rule that is not `strong` leaves alone what looks like a sentence, that is more than five words with a full stop:
"Photo by photo, the album tells the story of the war." is news. Rules about the *position* of a line (title,
standfirst, heading) are in `compare.articles.position`.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from compare.model import Role


class Where(Enum):
    """Which part of a line a rule looks at."""

    LINE = "the whole line"
    LATER = "the whole line, unless it is the first of the article: there the same words are a title"
    START = "the beginning of a line, which is cut off"
    OPENING = "the beginning of the article's first paragraph, which is cut off"
    END = "the end of a line, after a sentence, which is cut off"


class Rule(NamedTuple):
    """One rule of the table. `rest` is the role of what remains of the line after a cut, None for "not changed"."""

    reason: str
    role: Role
    where: Where
    pattern: str
    example: str
    why: str
    strong: bool = False
    rest: Role | None = None


_NAME = r"[A-Z][\w.'’-]*+(?: (?:[A-Z][\w.'’-]*+|de|da|van|von|der|bin|al|el|la|le|du)){1,4}"
_PLACE = r"[A-Z][\w.'’-]*+(?: [A-Z][\w.'’-]*+){0,3}"
_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|UPI|CNN|PA|DPA|dpa|ANSA|EFE|PTI|ANI|IANS|Xinhua|XINHUA|Kyodo|KYODO|TASS|AAP|CP"
    r"|NTB"
    r"|Associated Press|The Associated Press|Agence France-Presse|Press Association|Bloomberg|Anadolu|Yonhap"
    r"|Interfax)"
)
_PHOTO_AGENCY = (
    rf"(?:{_AGENCY}|Getty(?: Images)?|Getty Images/\w+|Shutterstock|Alamy|Corbis|Rex(?: Features)?|iStock|Thinkstock"
    r"|Handout|Supplied|File|Pool|Twitter|Facebook|Instagram|NASA|Science Photo Library|Wikimedia(?: Commons)?)"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE_WORD = (
    rf"(?:{_MONTH}|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?|\d++(?:st|nd|rd|th)?|[ap]\.?m\.?"
    r"|at|on|by|updated|published|posted|modified|first|last|ago|hours?|hrs?|min(?:ute)?s?|days?|today|yesterday|T|Z"
    r"|GMT|UTC|BST|CET|CEST|E[SD]?T|C[SD]?T|P[SD]?T|M[SD]T|IST|JST|HKT|年|月|日|週?[一二三四五六日]曜?)"
)
_DATE_LABEL = (
    r"(?:(?:first |last )?(?:published|updated|posted|modified|created|issued|uploaded)|last update|updated?"
    r"|publication date|date|dated)(?: on| at)?"
)
# A dateline in capitals: a city, perhaps what it lies in. Words that are labels in capitals are not cities.
_NOT_A_CITY = (
    r"(?!(?:WATCH|READ|MORE|VIDEO|PHOTOS?|LIVE|UPDATED?|BREAKING|NEWS|WARNING|NOTE|EXCLUSIVE|OPINION|ANALYSIS|FACT\w*"
    r"|RELATED|LISTEN|QUESTION|ANSWER|ALSO|FILE|CORRECTION|SPOILER\w*|ALERT|IMPORTANT|DISCLAIMER|SEE|WHAT|WHO|WHY|HOW"
    r"|WHERE|WHEN|THE|SUMMARY|POLL|QUIZ|COMMENT|ADVICE|REPORT|REVIEW|INTERVIEW|TIMELINE|PROFILE|STORY|DEAR|PLUS|OR"
    r"|AND)\b)"
)
# Three letters alone are an acronym rather than a city.
_CITY = (
    rf"{_NOT_A_CITY}(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{{3,}}+|[A-ZÀ-Þ]{{2,3}}\.?(?= [A-Z]{{2}}))"
    r"(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*+){0,3}(?:/[A-ZÀ-Þ]++)?"
)
_DAY = rf"(?:,? (?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?))"
_DASH = r"\s?(?:--|[-–—])\s*"
_AFTER_SENTENCE = r"(?:(?<=[.!?…)\]\"”’'])|(?<=\.\s))\s*"

B, Y, C = Role.BOILERPLATE, Role.BYLINE, Role.CAPTION

LIST_OF_LINKS = "heading of a list of links"
ADDRESS = "address of the source"
DATE = "date line"
CAPTION_LABEL = "caption label"
SECTION = "section label"

RULES: tuple[Rule, ...] = (
    # --- where it comes from -------------------------------------------------------------------------------------
    Rule("label of the source", B, Where.LINE, r"(?i:sources?|url|link|original (?:article|link)):?",
         "Source:", "The label before an address that somebody kept with the text."),
    Rule(ADDRESS, B, Where.LINE,
         r"(?i:(?:sources?|url|link|via|from|original(?: article| link)?|retrieved from|available at):?\s*)?"
         r"<?(?i:https?://|www\.)\S+",
         "Source: https://example.org/news/1", "Says where the text is from; gives the source its name.",
         strong=True),
    Rule("name of the source", B, Where.LATER, r"(?i:source|via): ?[^\s.!?]++(?: [^\s.!?]++){0,5}",
         "Source: Agency Name", "Says who published, not what happened."),
    # --- when --------------------------------------------------------------------------------------------------------
    Rule(DATE, B, Where.LINE, rf"(?i:{_DATE_LABEL}:\s*(?=\D{{0,20}}\d)[\w\s,.:/|+()年月日–-]{{3,70}})",
         "Published: 19 March 2015", "The day of publication belongs to the source, not to a claim."),
    Rule(DATE, B, Where.LINE, rf"(?i:(?=\D{{0,16}}\d)(?=.*[^\d\W])(?:{_DATE_WORD}[\s,.:/|•·()–+-]*+)++)",
         "Thursday, 19 March 2015, 10:32 GMT", "The same without a label: nothing but parts of a date."),
    # --- who wrote ---------------------------------------------------------------------------------------------------
    Rule("byline", Y, Where.LINE,
         rf"(?:By|BY|by|Written by|Story by|Report by|Text by|Words by|Author:|Reporter:)\s+{_NAME}"
         rf"(?:(?:,| and| &| in| for| at|/| \||;| -)(?: the| The)? ?{_PLACE}){{0,6}}(?:,? [\w ]*(?:correspondent"
         rf"|editor|reporter"
         r"|writer|staff|bureau chief))?",
         "By Jane Q. Doe and Max Muster in Berlin", "Names the writers."),
    Rule("byline", Y, Where.LATER,
         rf"{_NAME}(?: and {_NAME})?,? (?:[A-Z][\w&.-]*+ |[a-z]+ ){{0,3}}"
         r"(?:News|Sport|Online|[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ss]taff [Ww]riter|[Bb]ureau [Cc]hief)"
         rf"(?:,? (?:in )?{_PLACE})?",
         "Jane Doe, Example News, Beijing", "Names the writer, her paper and her place."),
    Rule("byline", Y, Where.LATER, rf"{_NAME}(?: and {_NAME})? in {_PLACE}",
         "Jane Doe in Beijing", "Names the writer and her place, below the title."),
    Rule("credit of reporters", Y, Where.LINE,
         r"(?i:[*–—-]*\s*(?:additional|further) reporting by\s.{2,300}|[*–—-]*\s*with files from\s.{2,200}"
         r"|contribut(?:ing|ors?):\s.{2,300}"
         r"|[(\[]\s?(?:\w+ )?(?:reporting|writing|editing|compiled|written|edited"
         r"|translated)(?: and \w+)? by\s.{2,300}"
         r"|reporting by\s.{2,200}\b(?:editing|writing)(?: and \w+)? by\s.{2,100})",
         "(Reporting by A. Doe; Editing by B. Roe)", "Names those who worked on the text.", strong=True),
    Rule("credit of reporters", Y, Where.LATER,
         r"(?i:(?:reporting|writing|editing|research|production)(?: and \w+)? by|(?:written|compiled|edited"
         r"|translated|reported) by"
         r"|with (?:reporting|assistance|contributions|inputs?) (?:from|by))\s(?=[A-Z]).{2,120}",
         "With reporting by Jane Doe", "The same, which may begin a sentence too."),
    Rule("credit of reporters", Y, Where.LINE,
         r".{3,300}\scontributed (?:to|reporting (?:for|to)) this (?:report|story|article"
         r"|dispatch)(?: from [^.]{2,50})?[.)]*",
         "News writer Jane Doe in Rome contributed to this report.", "The same as a sentence.", strong=True),
    # --- players, pictures -------------------------------------------------------------------------------------------
    Rule("player label", B, Where.LINE,
         r"(?i:cannot play media\b.{0,80}"
         r"|(?:media|video|audio|content) (?:playback )?is (?:unsupported|not supported|not available"
         r"|unavailable)\b.{0,80}"
         r"|this (?:video|content|media|clip) (?:can ?not|could not|can't|is unable to) be (?:played|loaded)\b.{0,80}"
         r"|(?:please )?(?:enable|turn on) javascript\b.{0,80}|to (?:play|view|watch) this .{0,40}(?:javascript"
         r"|flash).{0,80}"
         r"|(?:play|pause|mute|unmute|replay|loading|autoplay|play video|close video|now playing|up next"
         r"|fullscreen)\W{0,3})",
         "Media playback is unsupported on your device", "A message of the page's player.", strong=True),
    Rule("image credit", B, Where.LATER,
         r"(?i:(?:image|photo|picture|photograph|video) (?:copyright|source|credits?|rights?)\b[:,]?"
         r"|image provided by).{0,80}",
         "Image copyright Getty Images", "Says who owns a picture."),
    Rule("image credit", B, Where.LINE,
         rf"(?:(?:{_NAME}|{_PLACE})\s?(?:/|\||,|via)\s?)?{_PHOTO_AGENCY}(?:\s?[/|,]\s?{_PHOTO_AGENCY}){{0,3}}",
         "Getty Images", "A photo agency's name alone on its line."),
    Rule("image credit", B, Where.LINE,
         r"\(?(?i:photo(?:graph)?s?|pictures?|pics?|images?|illustrations?|graphics?|credits?|screengrab|file photo)"
         r"(?i: courtesy)?: ?[^.!?]{2,70}\)?\.?",
         "Photo: Jane Doe/Reuters", "Says who took a picture."),
    Rule("image credit", B, Where.LINE,
         r"\((?:[A-Z]\w{1,12} )?(?:Photo|File photo|Image|Picture)s?(?:/|:| via ).{2,70}\)",
         "(AP Photo/Jane Doe)", "The same in brackets."),
    Rule("link to another page", B, Where.START,
         r"(?:Continue reading the main story|Story continues below(?: advertisement)?|Skip to (?:main )?content)"
         r"\s+(?=[A-Z\"“‘'])",
         "Continue reading the main story As the river fell, families came back to the village.",
         "A link of the page that runs into the paragraph after it.", strong=True),
    Rule(CAPTION_LABEL, B, Where.START,
         r"(?:(?:Media|Image) ?[Cc]aption\b[:,]?|(?:Photo|Picture|Video) ?[Cc]aption:)\s*",
         "Image caption Mr Doe and Ms Roe met in Oslo", "The words after the label are a caption.", rest=C),
    Rule("image credit", B, Where.LATER,
         r"\(?(?:Photo|PHOTO|Photograph|Picture|Image|Graphic)s? (?i:by|courtesy(?: of)?) [^.!?]{2,70}\)?\.?",
         "Photo by Jane Doe", "The same without a colon; as the first line it may be a title."),
    Rule(CAPTION_LABEL, B, Where.START, r"(?:Media|Image|Photo|Video) caption(?=[A-Z0-9\"'“‘])",
         "Media captionAwkward handshakes in Oslo", "The label is glued to the caption in pages saved as text.",
         rest=C),
    Rule("file picture", B, Where.START, r"FILE(?: PHOTO| PICTURE)?(?:\s?[-–—:]+\s*|(?= - ))",
         "FILE - Jane Doe speaks in Oslo in June.", "Agencies mark a caption of an older picture so.", rest=C),
    Rule("number in a gallery", B, Where.START, r"\d{1,3} of \d{1,3}(?:\.\s+|\s?[:|–—-]\s+)(?=\S)",
         "1 of 3. Rebels ride through Varnby", "Numbers the captions of a gallery. The stop tells it: “2 of 3 Varnians”"
         " may begin a sentence.", rest=C),
    Rule("image credit", B, Where.LINE,
         r"\((?:Pictured|Photo|Picture|Image)(?: (?:above|below|left|right|here))?: [^()]{2,250}©[^()]{2,80}\)\.?",
         "(Pictured below: Rebels ride through Varnby © Jane Doe)", "A caption with its credit, in brackets.",
         strong=True),
    Rule("image credit", B, Where.END,
         rf"{_AFTER_SENTENCE}\((?:Pictured|Photo|Picture|Image)(?: (?:above|below|left|right|here))?: [^()]{{2,100}}©"
         r"[^()]{2,50}\)\.?",
         "The two met in Oslo. (Pictured below: the fort © Jane Doe)", "The same at the end of a paragraph."),
    Rule("image credit", B, Where.END,
         rf"{_AFTER_SENTENCE}(?:Photo(?:graph)?s?|PHOTO|Pictures?|Pics?|Images?|Illustrations?|Credit|File photo"
         r"|Photo credit|Image credit)(?: ?:(?: [^.!?]{2,70}\.?)?"
         rf"| (?:by|courtesy(?: of)?:?)(?: (?:{_NAME}|{_PLACE})(?: ?/[\w /]{{2,50}})?\.?)?)",
         "The two met in Oslo last November. Photo: Jane Doe/Agency", "Ends a caption.", rest=C),
    Rule("image credit", B, Where.END,
         r"\s*\((?:[A-Z]\w{1,12} )?(?:Photo|File photo|Image|Picture|Credit)s?(?:/|:| by| via).{2,70}\)",
         "The two met in Oslo. (AP Photo/Jane Doe, File)", "Ends a caption.", rest=C),
    Rule("image credit", B, Where.END,
         rf"{_AFTER_SENTENCE}(?:©\s?|\(c\) )?(?:{_NAME}|{_PLACE})?(?:\s?/\s?{_PHOTO_AGENCY}){{1,3}}",
         "The two met in Oslo. Jane Doe/AFP/Getty Images", "Ends a caption.", rest=C),
    Rule("image credit", B, Where.END, rf"{_AFTER_SENTENCE}(?:REUTERS/{_NAME}|© ?[^.!?]{{2,50}}|Getty Images)",
         "The two met in Oslo. © AFP", "Ends a caption.", rest=C),
    Rule("button", B, Where.END, rf"{_AFTER_SENTENCE}(?:Close|Enlarge(?: [Ii]mage)?|[Hh]ide caption|[Tt]oggle caption)",
         "The two met in Oslo. Close", "A button of a picture gallery, so the line is a caption.", rest=C),
    Rule("link to another page", B, Where.END,
         r"(?:(?<=[.!?…\"”])|(?<=[.!?…\"”]\s)|(?<=\.\.\.\s))\s*\[?(?:Read [Mm]ore|READ MORE|Continue reading"
         r"|Show more)\W{0,3}",
         "The two met in Oslo in June. Read more", "A link at the end of a teaser."),
    Rule("signature of the agency", B, Where.END,
         rf"{_AFTER_SENTENCE}(?:[-–—/]+ ?)?\(?{_AGENCY}(?:/{_AGENCY}){{0,2}}\)?",
         "The two met in Oslo in June. REUTERS", "Says who supplied the text."),
    # --- links, lists of links -----------------------------------------------------------------------------------
    Rule(LIST_OF_LINKS, B, Where.LINE,
         r"(?i:related(?: (?:topics?|articles?|stor(?:y|ies)|links?|content|news|coverage|videos?|internet links"
         r"|reading))?"
         r"|more (?:on this(?: story| topic)?|stories|news|from .{2,40}|top stories|in this series)|see also"
         r"|read next|up next"
         r"|most (?:read|popular|viewed|shared|watched|commented)(?: stories| articles| now)?|top stories"
         r"|trending(?: now)?"
         r"|recommended(?: for you| stories| reading)?|you (?:may|might) (?:also )?(?:like|be interested in)"
         r"|editor[’']?s[’']? (?:picks?|choice)|latest(?: news| stories)?|popular(?: now)?|elsewhere on the web"
         r"|(?:from|around) the web|what to read next|don[’']t miss|around the web|external links?|must[- ](?:read"
         r"|see)s?"
         r"|sponsored links?|promoted stories)(?:\W{0,3})",
         "More on this story", "The links to other pages begin here."),
    Rule("link to another page", B, Where.LATER,
         r"\W{0,3}(?i:read(?: more| also| next| the full story)?|watch(?: live| now| video| the video)?|see also"
         r"|see more|also (?:read|see"
         r"|watch)|listen|click|related(?: stor(?:y|ies)| articles?)?|more(?: on this(?: story)?)?|in pictures"
         r"|in pics|photos|video"
         r"|pictures|gallery|slideshow|interactive|infographic)\s?[:|>»]\s?.{2,250}",
         "WATCH: Minister explains the deal", "Points to another page or a film.", strong=True),
    Rule("link to another page", B, Where.LATER,
         r"\W{0,3}(?i:q ?& ?a|q and a|profile|explainer|timeline|analysis|viewpoint|opinion|comment|live"
         r"|as it happened"
         r"|full (?:coverage|story|text)|in depth|special report|fact ?(?:box|file|check)|quiz|podcast|blog"
         r"|country profile"
         r"|from the archives?|recommended|must read|map|poll|at a glance|key (?:points|facts)|backgrounder)\s?[:"
         r"|>»]\s?[^.]{2,150}",
         "Q&A: The islands row", "The title of another page."),
    Rule("link to another page", B, Where.LATER,
         r"(?i:(?:read|view|see|watch|get|find) (?:more|all|the full|full|the latest|this story)(?: .{0,70})?[.>»…→]?"
         r"|also on(?: \S+){1,4}:?|full (?:coverage|story)|(?:back|return|go) to (?:top|home|the top|index)\W?"
         r"|next(?: article| page| story)?"
         r"|previous(?: article| page| story)?|view (?:gallery|comments|original|on .{2,30})|show (?:more|less|all)"
         r"|[►▶»].{2,120})",
         "Read more", "Points to another page."),
    Rule("link to another page", B, Where.LINE,
         r"(?i:(?:click|tap|press) (?:here|on the|to (?:read|view|watch|see|listen|enlarge|subscribe|follow"
         r"|share))\b.{0,200})",
         "Click here to see the pictures.", "Tells a reader of the page what to press.", strong=True),
    Rule("link to another page", B, Where.LATER,
         r"(?i:(?:visit|see|go to|check out)\b.{3,120}(?:facebook|twitter|instagram|youtube) (?:page|account"
         r"|channel)\b.{0,120})",
         "Visit the Example Facebook page for more pictures.", "Points to another page.", strong=True),
    Rule("breadcrumb", B, Where.LINE, r"\w[\w&' -]{0,30}+(?:[>›»→]+ ?\w[\w&' -]{0,60}+){1,6}",
         "Home > World > Asia", "The path of the page within its site."),
    Rule("tags", B, Where.LINE,
         r"(?i:tags?|topics?|keywords?|filed under|categor(?:y|ies)|sections?|location):.{0,200}",
         "Tags: China, Japan", "Keywords for the site's search."),
    Rule("tags", B, Where.LINE, r"(?:[#@]\w+[\s,|]*+)++", "#Japan #China",
         "Keywords or handles of a social network."),
    # --- share, subscribe, comment, advertise --------------------------------------------------------------------
    Rule("share button", B, Where.LINE,
         r"(?i:(?:share|tweet|retweet|e-?mail|print|save|pin|pin it|like|whatsapp|facebook|twitter|linkedin|reddit"
         r"|telegram|messenger"
         r"|copy link|bookmark|send|gift|listen|menu|search|follow|(?<![a-z])x)(?:[\s,|/•·]+(?:and |on |to |this "
         r"|via |with )*+(?:share|tweet"
         r"|e-?mail|print|save|facebook|twitter|linkedin|whatsapp|page|article|story|close|reddit|telegram"
         r"|pinterest|google\+?"
         r"|link|this|friends|it|x))*+\W{0,3})",
         "Share this on Facebook", "A button of the page."),
    Rule("share button", B, Where.LINE,
         r"(?i:(?:follow|like|join|find) (?:us|me|@\w+|.{2,60}) on (?:our )?(?:twitter|facebook|instagram|youtube"
         r"|telegram|whatsapp"
         r"|linkedin|google\+?|tiktok)\b.{0,160}|(?:join|follow) our (?:whatsapp|telegram|facebook)\b.{0,120})",
         "Follow us on Twitter @example", "Asks the reader to follow the outlet.", strong=True),
    Rule("subscription", B, Where.LINE,
         r"(?i:(?:sign up|subscribe|register)(?: now| today| here)?(?: (?:to|for|here|now|today|with"
         r"|and)\b.{0,200})?[.!]?"
         r"|get .{0,80}(?:newsletter|in(?:to)? your inbox|our (?:free )?app|breaking news alerts)\b.{0,80}"
         r"|already (?:a|have)\b.{0,40}(?:subscriber|member|account|subscription)\b.{0,60}|(?:log"
         r"|sign) ?in(?: ?[|/].{0,60})?"
         r"|(?:to (?:continue|keep) reading|support our (?:journalism|work|newsroom)|become a (?:member|subscriber"
         r"|supporter))\b.{0,120})",
         "Sign up for our free daily newsletter.", "Asks the reader to subscribe.", strong=True),
    Rule("share button", B, Where.END,
         rf"{_AFTER_SENTENCE}(?:Find|Follow) (?:him|her|them|us|me) on (?:Twitter|X|Facebook|Instagram|Mastodon"
         r"|Bluesky)(?: at)?:? @\w+\.?",
         "Jane Doe writes on the north. Find her on Twitter @example", "The same after the line about the writer."),
    Rule("subscription", B, Where.LINE,
         r"(?i:(?:the )?(?:full|complete|rest of (?:the|this)) ?(?:story|article|text|report|version)?(?: is)?"
         r" (?:only )?available (?:only )?(?:to|for) (?:our )?(?:\w+ )?(?:subscribers|members)(?: only)?\b.{0,60}"
         r"|this (?:article|story|content) is (?:available )?(?:only )?(?:to|for) (?:our )?(?:subscribers|members)"
         r"(?: only)?\b.{0,60})",
         "Full story available to subscribers only", "Says that the text goes on elsewhere.", strong=True),
    Rule("empty box of the page", B, Where.LINE,
         r"(?i:.{2,120}\b(?:is|are) (?:currently )?(?:unavailable|not available) for this (?:article|story|page)\b"
         r".{0,40}|.{2,120}\bnot available for this (?:article|story|page) at this time\W?)",
         "Results for the reader survey are currently unavailable for this article", "A box of the page has no data.",
         strong=True),
    Rule("cookie notice", B, Where.LINE,
         r"(?i:(?:we|this (?:web ?)?site|our (?:web ?)?site)\b.{0,40}\buses? cookies\b.{0,200}"
         r"|by (?:continuing|using|browsing)\b.{0,100}\byou (?:agree|accept|consent)\b.{0,160}"
         r"|accept(?: all)?(?: cookies)?|(?:privacy|cookie)"
         r" (?:policy|settings|notice)|terms (?:of|and|&) \w+(?: of \w+)?)",
         "We use cookies to improve your visit.", "A notice of the site.", strong=True),
    Rule("advertisement", B, Where.LINE,
         r"(?i:\W{0,3}(?:advert(?:isement|ising)?|ad|ads|sponsored(?: content| by .{2,40})?|promoted|paid (?:post"
         r"|content)"
         r"|(?:story|article) continues (?:below|after)\b.{0,50}|continue reading\b.{0,50}|skip (?:to|past|advert"
         r"|ad)\b.{0,50}"
         r"|scroll (?:down|to|for)\b.{0,50}|loading)\W{0,3})",
         "Advertisement", "A place for an advertisement, or a way past it."),
    Rule("comments", B, Where.LINE,
         r"(?i:(?:\d+|no|view|show|add|post|read|all|your)? ?comments?(?: ?\(\d*\))?(?: (?:section|policy|below"
         r"|here))?|leave a (?:comment|reply)"
         r"|have your say\b.{0,60}|join the (?:conversation|discussion|debate)\b.{0,60}|comments are closed\W?"
         r"|\d+ replies"
         r"|(?:the )?comments on this (?:article|story)\b.{0,60}|what do you think\?.{0,120})",
         "Comments (12)", "A way to the readers' comments."),
    Rule("reading time or counter", B, Where.LINE,
         r"(?i:(?:reading time:? ?)?\d++[\d,.]*+k? ?(?:min(?:ute)?s?(?: read)?|shares?|views?|likes?|photos?"
         r"|images?|videos?|of \d+)\.?|page \d+(?: of \d+)?)",
         "4 min read", "A number about the page."),
    # --- rights, notes, contacts ---------------------------------------------------------------------------------
    Rule("copyright notice", B, Where.LINE,
         r"(?:(?i:copyright )?(?:©|\([cC]\)|&copy;) ?(?:19|20)\d\d\b|(?i:copyright) (?:19|20)\d\d\b|©).{0,300}"
         r"|(?i:.{0,120}\ball rights reserved\b.{0,250}|this material may not be (?:published|reproduced"
         r"|copied)\b.{0,150})",
         "Copyright 2015 Example Media. All rights reserved.", "A notice about rights.", strong=True),
    Rule("copyright notice", B, Where.LATER, r"(?i:copyright:?) [^.!?]{2,80}\.?", "Copyright Example Media",
         "The same, shorter."),
    Rule("note on publication", B, Where.LINE,
         r"(?i:this (?:article|story|post|piece|column)(?: has)? (?:(?:first|originally|also) )?(?:appeared"
         r"|(?:is|was|been) (?:(?:first|originally|also) )?(?:published|posted|syndicated|auto-generated"
         r"|republished|reprinted))\b.{0,250}"
         r"|a version of this (?:article|story)\b.{0,250}|.{0,80}\bprint edition as:? .{0,200})",
         "This article appeared in the Example print edition as: Talks", "Says where else the text was printed.",
         strong=True),
    Rule("note on a correction", B, Where.LINE,
         r"\W{0,3}(?i:(?:this (?:article|story|report|post|piece|page|headline)|the headline of this (?:article|story))"
         r"(?:,? (?:and|including|with) (?:its|the) headline,?)?"
         r" (?:was|were|has been|have been) (?:amended|corrected|updated|edited|revised|changed|modified|clarified)\b"
         r".{0,350}"
         r"|an earlier version of this (?:article|story|report|headline|caption)\b.{0,350})",
         "This article was amended on 3 May 2015 to correct the name of the river.", "What the outlet changed, not what"
         " happened.", strong=True),
    Rule("note on a correction", B, Where.LATER,
         r"\W{0,3}(?:Corrections?|Clarifications?|CORRECTIONS?|CLARIFICATIONS?)"
         r"(?: \(?[\w .,]{3,30}\)?)?: ?\S.{5,350}",
         "Correction: the bridge was closed on Monday, not on Tuesday.", "The same with its label; as the first line it"
         " may be a title.", strong=True),
    Rule("disclaimer", B, Where.LINE, r"(?i:(?:the )?(?:views|opinions) expressed (?:in|by|here|are)\b.{0,300})",
         "The views expressed here are the author's own.", "A legal note.", strong=True),
    Rule("contact", B, Where.LINE,
         r"(?i:to contact the (?:[\w'’-]+ ){0,4}(?:desk|newsroom|news team)\b.{0,20}(?:e-?mail|call|write|phone|@)"
         r".{0,120})",
         "To contact the foreign desk, email foreign@example.org", "How to reach the newsroom.", strong=True),
    Rule("contact", B, Where.LINE,
         r"(?i:to contact the (?:reporter|editor|author|writer|journalist)s?\b.{0,300}"
         r"|(?:do you (?:know|have)|got a (?:story|tip)|have you got|if you (?:know|have)|contact (?:us"
         r"|the newsdesk|our))\b.{0,250}@.{0,100}"
         r"|(?:e-?mail|write to|contact|tel|phone|fax):? ?\S*@\S+|[\w.+-]+@[\w-]+\.[\w.]+(?: .{0,80})?)",
         "To contact the reporter on this story: Jane Doe in Oslo at jane@example.org", "How to reach the writer.",
         strong=True),
    Rule(SECTION, B, Where.LINE,
         r"(?i:home|news|world|world news|politics|business|sports?|technology|tech|science|health|culture|opinion"
         r"|europe|asia|africa"
         r"|americas|middle east|entertainment|lifestyle|environment|economy|markets|travel|education|video|live"
         r"|breaking news"
         r"|top news|international|national|local|regional|uk|us|u\.s\.|exclusive|analysis"
         r"|features?)(?: ?[|/,&-] ?\w+){0,2}",
         "World", "A section of the site."),
    Rule("end mark", B, Where.LINE, r"(?:\W{0,3}(?:ENDS?|End|MORE|30)\W{0,3})", "-ENDS-",
         "Marks the end of the text."),
    Rule("line without words", B, Where.LINE, r"(?:[\W\d_])++", "* * *", "An ornament, a rule, a page number."),
    # --- datelines ---------------------------------------------------------------------------------------------------
    Rule("dateline", Role.DATELINE, Where.START,
         rf"{_CITY}(?=,| \()(?:, {_PLACE})?{_DAY}?(?: \([\w .,’'/-]{{2,40}}\))?{_DASH}(?=[\w\"“‘'«(\u00e2])",
         "BEIJING, March 19 (Reuters) - China and Japan talked.", "Where and when the report was written."),
    Rule("dateline", Role.DATELINE, Where.START, rf"{_CITY}\s?(?:--|[–—])\s+(?=[A-Z])",
         "TORONTO – Thousands marched.", "Less of it, but a long dash and a capital: no name goes on like this."),
    Rule("dateline", Role.DATELINE, Where.OPENING, rf"{_CITY}{_DASH}(?=[A-Z\"“‘'«(\u00e2])",
         "JERUSALEM — The parliament voted.",
         "Less of it only where the text begins: later it may be any name in capitals."),
    Rule("dateline", Role.DATELINE, Where.START,
         rf"{_PLACE}(?:, {_PLACE})?{_DAY}?\s?\((?:{_AGENCY}|[A-Z]{{2,6}})\)(?:{_DASH}|:\s+)(?=\S)",
         "Kathmandu, Nov 5 (IANS): Nepal voted.", "The same in small letters: the agency in brackets tells it."),
    Rule("dateline", Role.DATELINE, Where.START, rf"{_PLACE}(?:, {_PLACE})?{_DAY}{_DASH}(?=[\w\"“‘'«])",
         "London, 12 March 2014 – The court ruled.", "The same: the day tells it."),
    Rule("dateline", Role.DATELINE, Where.START, rf"(?:{_PLACE} )?\({_AGENCY}\)(?:{_DASH}|(?<=\))\s*(?=[A-Z\"“]))",
         "(CNN) -- Nepal voted.", "The agency alone."),
    Rule("dateline", Role.DATELINE, Where.OPENING, rf"{_CITY}(?:, {_PLACE})?{_DAY}?:\s+(?=[A-Z\"“‘'\u00e2])",
         "AMMAN: Prime Minister Doe warned on Wednesday.",
         "With a colon only where the text begins: later it is a speaker."),
)  # fmt: skip
