"""Numbers and addresses that look real and are nobody's.

NHS numbers are from 999 000 0000 to 999 999 9999, the range kept for tests and never issued.
Telephone numbers are Ofcom's for drama. Mail goes to domains that RFC 2606 reserves. Postcodes are
of districts that do not exist in areas that do. For unique pupil numbers and National Insurance
numbers no range is reserved: their digits are chance, and nothing goes with them; QQ is the prefix
that HMRC prints in its examples.
"""

from random import Random

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_AUTHORITIES = ("204", "315", "330", "352", "383", "801", "823", "857", "873", "926", "938")
_NI_PREFIXES = ("QQ", "AB", "CE", "HJ", "JK", "LW", "PR", "SX", "WM", "YZ")
_DISTRICTS = """
AL14 CB31 CR22 DE80 EX44 GU60 HP33 IP41 LN19 LS41 NR39 PE44 PL38 RG52 SK29 SM12 SR14 TN47
TQ19 WF19
"""
_STREETS = (
    "Lantern Row",
    "Mill Causeway",
    "Pennant Road",
    "Tanner's Yard",
    "Orchard Close",
    "St Hilda's Terrace",
    "Bellflower Way",
    "Old Ferry Lane",
    "Cinder Path",
    "Kingfisher Drive",
    "Victoria Buildings",
    "Quarry View",
)
_TOWNS = ("Aldermere", "Thornbeck", "Northwell", "Marl Hill", "Easterby")
_SYSTEMS = (
    "Mosaic ID {n7}",
    "Mosaic number {n6}",
    "mosaic {n7}",
    "LCS {n6}",
    "LCS ID: {n7}",
    "LCS no. {n6}",
    "Liquidlogic ID {n7}",
    "Liquidlogic case {n6}",
    "Liquid Logic ref {n7}",
    "EHM {n6}",
    "EHM record {n7}",
    "EHM ID {n6}",
    "CareFirst {n6}",
    "Carefirst ID {n7}",
    "Framework-i {n7}",
    "ICS number {n6}",
    "Eclipse ID {n7}",
    "case ref {n7}",
    "case ref: CS/{year}/{n5}",
    "case reference {letters}{n6}",
    "case reference number {n7}",
    "case no {n6}",
    "case number {n7}",
    "Case ID {n6}",
    "case id: {letters}-{n5}",
    "client ID {n7}",
    "client number {n6}",
    "person ID {n7}",
    "PID {n6}",
    "child ID {n7}",
    "child's URN {n6}",
    "URN of the child: {n7}",
    "ID {n7}",
    "ID number {n7}",
    "file number {n6}",
    "referral ID {n7}",
    "referral ref {letters}/{n6}",
    "record {n7} on our system",
)


def nhs_number(random: Random) -> str:
    """Ten digits with a valid check digit, from the range for tests, in some layout."""
    digits = nhs_digits(random)
    one, two, three = digits[:3], digits[3:6], digits[6:]
    layouts = (
        f"{one} {two} {three}",
        digits,
        f"{one}-{two}-{three}",
        f"{one}.{two}.{three}",
        f"{one}\u00a0{two}\u00a0{three}",
        f"{one}{two} {three}",
        f"{one}  {two}  {three}",
        f"{one}/{two}/{three}",
    )
    return random.choice(layouts)


def nhs_digits(random: Random) -> str:
    """Ten digits 999… whose last is the check digit: modulo 11 of the others times 10 to 2."""
    while True:
        nine = f"999{random.randrange(10**6):06}"
        check = -sum(int(digit) * (10 - i) for i, digit in enumerate(nine)) % 11
        if check < 10:
            return f"{nine}{check}"


def upn(random: Random) -> str:
    """A unique pupil number with its check letter: permanent, temporary, close up or spaced."""
    body = (
        f"{random.choice(_UPN_AUTHORITIES)}{random.randrange(10**4):04}{random.randrange(5, 26):02}"
    )
    if random.random() < 0.25:
        tail = f"{random.randrange(100):02}{random.choice(_UPN_LETTERS)}"
    else:
        tail = f"{random.randrange(1000):03}"
    letter = upn_letter(body + tail)
    layouts = (
        f"{letter}{body}{tail}",
        f"{letter}{body}{tail}",
        f"{letter.lower()}{body}{tail.lower()}",
        f"{letter} {body[:3]} {body[3:7]} {body[7:]}{tail}",
        f"{letter}{body[:3]} {body[3:7]} {body[7:]} {tail}",
    )
    return random.choice(layouts)


def upn_letter(twelve: str) -> str:
    """The check letter of the other twelve characters: their sum times 2 to 13, modulo 23."""
    values = (int(c) if c.isdigit() else _UPN_LETTERS.index(c) for c in twelve)
    return _UPN_LETTERS[sum(value * (i + 2) for i, value in enumerate(values)) % 23]


def ni_number(random: Random) -> str:
    """A National Insurance number in some layout."""
    prefix, suffix = random.choice(_NI_PREFIXES), random.choice("ABCD")
    one, two, three = (f"{random.randrange(100):02}" for _ in range(3))
    layouts = (
        f"{prefix}{one}{two}{three}{suffix}",
        f"{prefix} {one} {two} {three} {suffix}",
        f"{prefix}-{one}-{two}-{three}-{suffix}",
        f"{prefix}{one} {two} {three}{suffix}",
        f"{prefix.lower()}{one}{two}{three}{suffix.lower()}",
        f"{prefix} {one}{two}{three} {suffix}",
    )
    return random.choice(layouts)


def case_identifiers(random: Random) -> list[str]:
    """One of each way of citing a record of a case system."""
    return [
        system.format(
            n5=f"{random.randrange(10**4, 10**5)}",
            n6=f"{random.randrange(10**5, 10**6)}",
            n7=f"{random.randrange(10**6, 10**7)}",
            year=random.randrange(2018, 2027),
            letters=random.choice(("CH", "SW", "AB", "CIN", "LAC", "KX")),
        )
        for system in _SYSTEMS
    ]


def postcode(random: Random) -> str:
    """A postcode of a district that does not exist."""
    inward = "".join(random.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return f"{random.choice(_DISTRICTS.split())} {random.randrange(1, 10)}{inward}"


def address(random: Random) -> str:
    """An address with a postcode: street and town, a flat, lower case, or the postcode alone."""
    code, street, town = postcode(random), random.choice(_STREETS), random.choice(_TOWNS)
    house = random.randrange(1, 190)
    layouts = (
        f"{house} {street}, {town} {code}",
        f"{house} {street}, {town}, {code}",
        f"Flat {random.randrange(1, 30)}, {house} {street}, {code}",
        f"{house}{random.choice('AB')} {street} {code}",
        f"{house} {street}, {code.replace(' ', '')}",
        f"{house} {street}, {town} {code}".lower(),
        f"{street} ({code})",
        code,
        code.replace(" ", ""),
    )
    return random.choice(layouts)


def telephone(random: Random) -> str:
    """A mobile or a landline from the ranges for drama, in some layout."""
    three = f"{random.randrange(1000):03}"
    four = f"0{three}"
    city = random.choice(("113", "114", "115", "116", "117", "118", "121", "131", "141", "151"))
    layouts = (
        f"07700 900{three}",
        f"07700900{three}",
        f"07700 900 {three}",
        f"077 0090 0{three}",
        f"07700-900-{three}",
        f"+44 7700 900{three}",
        f"+447700900{three}",
        f"+44 (0)7700 900 {three}",
        f"0044 7700 900{three}",
        f"01632 960{three}",
        f"01632 960 {three}",
        f"(01632) 960{three}",
        f"+44 1632 960{three}",
        f"020 7946 {four}",
        f"0207 946 {four}",
        f"02079460{three}",
        f"+44 20 7946 {four}",
        f"0{city} 496 {four}",
        f"(0{city}) 496 {four}",
    )
    return random.choice(layouts)


def email(random: Random, first: str, last: str) -> str:
    """A private address made of a name, in letters without marks or signs."""
    one, two = _plain(first), _plain(last)
    user = random.choice(
        (
            f"{one}.{two}",
            f"{one}{two}{random.randrange(70, 99)}",
            f"{one[0]}{two}",
            f"{two}_{one}",
            f"{one}-{two}",
            f"mum.of.{one}",
            f"{one}+school",
        )
    )
    domain = random.choice(
        ("example.com", "example.org", "mail.example.net", "family.example", "post.example")
    )
    made = f"{user}@{domain}"
    return made.upper() if random.random() < 0.1 else made


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
