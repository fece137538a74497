"""Units of measure and money, each brought to one form, so that numbers of two outlets can be compared.

    "five miles" 8.04672 km     "500 hectares" 5 sq km     "a six-month ban" 0.5 year     "104F" 40 °C     "US$5m" US$

One unit a dimension, however the outlet measures: km, sq km, kg, litre, km/h, °C. Time has three, hour, day and year:
"24 hours" is no calendar day, and no number of days is a month. What is not one thing everywhere stays as it is
printed: a ton (three kinds), a gallon (two), a pound (weight or money), a plain "$". Factors are those of the
international yard and pound agreement of 1959.
"""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A canonical unit, and how the printed one becomes it: multiply by `factor`, then add `shift`."""

    name: str
    factor: float = 1.0
    shift: float = 0.0


def _units(rows: str) -> dict[str, Unit]:
    """Return printed form → unit from rows ``form, form = factor name``, separated by semicolons."""
    table: dict[str, Unit] = {}
    for row in rows.split(";"):
        forms, _, measure = row.partition("=")
        factor, _, name = measure.strip().partition(" ")
        table.update(dict.fromkeys((form.strip() for form in forms.split(",")), Unit(name, float(factor))))
    return table


# Looked up by one to four tokens, small letters, one space between.
MEASURES = _units(
    """km, kms, kilometre, kilometres, kilometer, kilometers = 1 km;
    metre, metres, meter, meters = 0.001 km; cm, centimetre, centimetres, centimeter, centimeters = 0.00001 km;
    mm, millimetre, millimetres, millimeter, millimeters = 0.000001 km; mile, miles = 1.609344 km;
    yard, yards = 0.0009144 km; foot, feet, ft = 0.0003048 km; inch, inches = 0.0000254 km;
    nautical mile, nautical miles = 1.852 km;
    sq km, square km, square kilometre, square kilometres, square kilometer, square kilometers = 1 sq km;
    sq mile, sq miles, square mile, square miles = 2.589988110336 sq km; hectare, hectares, ha = 0.01 sq km;
    acre, acres = 0.0040468564224 sq km;
    sq m, square metre, square metres, square meter, square meters = 0.000001 sq km;
    sq ft, square foot, square feet = 0.00000009290304 sq km;
    kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes = 1 kg;
    g, gram, grams, gramme, grammes = 0.001 kg;
    tonne, tonnes, metric ton, metric tons = 1000 kg; lb, lbs = 0.45359237 kg; ounce, ounces, oz = 0.028349523125 kg;
    litre, litres, liter, liters = 1 litre; ml, millilitre, millilitres, milliliter, milliliters = 0.001 litre;
    mph, miles an hour, miles per hour = 1.609344 km/h;
    kph, kmh, km / h, kilometres an hour, kilometres per hour, kilometers an hour, kilometers per hour, km per hour,
    km an hour = 1 km/h;
    ° c, c, degrees c, degrees celsius, degree celsius, degrees centigrade, ° celsius = 1 °C;
    second, seconds, sec, secs = 0.000277777777777778 hour; minute, minutes, min, mins = 0.0166666666666666667 hour;
    hour, hours, hr, hrs = 1 hour; day, days = 1 day; week, weeks = 7 day; fortnight, fortnights = 14 day;
    month, months = 0.0833333333333333333 year; year, years, yr, yrs = 1 year; decade, decades = 10 year;
    century, centuries = 100 year;
    %, per cent, percent, pc = 1 %; percentage point, percentage points = 1 percentage point;
    basis point, basis points = 0.01 percentage point; light - years, light - year, light years = 1 light-year;
    euro, euros, eur, € = 1 €; gbp, sterling, pounds sterling = 1 £; yen, jpy = 1 ¥; yuan, renminbi, cny, rmb = 1 yuan;
    rupee, rupees, inr = 1 ₹; rouble, roubles, ruble, rubles = 1 ₽; dollar, dollars = 1 $;
    us dollar, us dollars, american dollars, usd = 1 US$; australian dollars, aud = 1 A$;
    canadian dollars, cad = 1 C$; new zealand dollars, nzd = 1 NZ$; hong kong dollars, hkd = 1 HK$;
    singapore dollars, sgd = 1 S$; cents = 1 cent; pence = 1 penc"""
)
_FAHRENHEIT = Unit("°C", 5 / 9, -160 / 9)
MEASURES |= dict.fromkeys(("f", "degrees f", "degrees fahrenheit", "degree fahrenheit", "° f"), _FAHRENHEIT)
LONGEST_MEASURE = max(len(form.split()) for form in MEASURES)

# Only glued to the digits or between quantities is a single letter a unit: "41C", "5g of cocaine".
GLUED = frozenset("km kms cm mm ft kg kgs g lb lbs oz ha mph kph kmh ml c f pc min mins hr hrs sec secs yr yrs".split())
ONLY_GLUED = frozenset({"g", "c", "f"})
METRES = Unit("km", 0.001)
# A number and one of these, as a row, make no unit of theirs: "20 MW", "8GB".
TECHNICAL = frozenset("kw mw gw kwh mwh kb mb gb tb hz khz mhz ghz".split())

# Written before the number. A plain "$" is any dollar: which one, the outlet's readers know.
SIGNS = frozenset("$£€¥₹₩₽")
DOLLARS = {"us": "US$", "a": "A$", "au": "A$", "aus": "A$", "c": "C$", "ca": "C$", "can": "C$", "nz": "NZ$"}
DOLLARS |= {"hk": "HK$", "s": "S$", "nt": "NT$", "mx": "MX$", "r": "R$", "z": "Z$"}
CODES = {
    "rs": "₹",
    "usd": "US$",
    "eur": "€",
    "gbp": "£",
    "jpy": "¥",
    "inr": "₹",
    "aud": "A$",
    "cad": "C$",
    "nzd": "NZ$",
}


def exact(value: float) -> float:
    """Return `value` without the dust of binary fractions: 4.1 × 10⁶ is 4,100,000."""
    return float(f"{value:.14g}")
