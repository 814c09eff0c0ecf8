"""Names that English does not transliterate: countries with their peoples, cities, organisations.

Rows are for names where sound alone fails (مصر is Egypt) or where the adjective is what a text uses (الفرنسي).
English forms are lower case; a multi-word form must occur as it stands.
"""

from __future__ import annotations

from typing import Final

# English forms | Arabic names | the stem that takes the nisba endings (ـي ـية ـيون ـيين), empty for none.
# «ترك» alone is the verb "left", «روس» heads, hence stems are never matched bare.
_PLACES: Final = """
egypt, egyptian | مصر، المصرية | مصر
syria, syrian | سوريا، سورية | سور
iraq, iraqi | العراق، عراق | عراق
jordan, jordanian | الأردن، أردن | أردن
lebanon, lebanese | لبنان | لبنان
palestine, palestinian | فلسطين | فلسطين
israel, israeli | إسرائيل | إسرائيل
saudi, arabia, kingdom, riyadh | السعودية، سعودية | سعود
yemen, yemeni | اليمن | يمن
oman, omani | عمان، سلطنة عمان | عمان
emirates, emirati, uae, u.a.e | الإمارات | إمارات
qatar, qatari | قطر | قطر
kuwait, kuwaiti | الكويت | كويت
bahrain, bahraini | البحرين | بحرين
libya, libyan | ليبيا | ليب
tunisia, tunisian, tunis | تونس | تونس
algeria, algerian, algiers | الجزائر | جزائر
morocco, moroccan | المغرب | مغرب
mauritania, mauritanian | موريتانيا | موريتان
sudan, sudanese | السودان | سودان
somalia, somali | الصومال | صومال
iran, iranian | إيران | إيران
turkey, turkish, turk, turks, türkiye, turkiye | تركيا، الأتراك، أتراك | ترك
america, american, us, u.s, united states, usa, u.s.a | أمريكا، أميركا، الأميركان، الأمريكان | أمريك، أميرك
united states, us, u.s, america, usa, washington, american | الولايات المتحدة |
britain, british, uk, u.k, united kingdom, briton | بريطانيا | بريطان
britain, uk, united kingdom, british, u.k | المملكة المتحدة |
england, english | إنجلترا، إنكلترا، انجلترا | إنجليز، إنكليز
france, french, frenchman, frenchmen, agence france-presse, afp | فرنسا | فرنس
germany, german | ألمانيا، الألمان | ألمان
italy, italian | إيطاليا | إيطال
spain, spanish, spaniard | إسبانيا، أسبانيا | إسبان
portugal, portuguese | البرتغال | برتغال
netherlands, dutch, holland | هولندا | هولند
belgium, belgian | بلجيكا | بلجيك
switzerland, swiss | سويسرا | سويسر
austria, austrian | النمسا | نمساو، نمسو
sweden, swedish, swede | السويد | سويد
norway, norwegian | النرويج | نرويج
denmark, danish, dane | الدنمارك، الدانمارك، الدنمرك | دنمارك، دانمارك
finland, finnish, finn | فنلندا | فنلند
iceland, icelandic, icelander | أيسلندا، آيسلندا | أيسلند
ireland, irish | إيرلندا، أيرلندا، ايرلندا | إيرلند، أيرلند
scotland, scottish, scot | اسكتلندا، إسكتلندا | اسكتلند
poland, polish, pole | بولندا | بولند، بولون
czech | التشيك | تشيك
hungary, hungarian | المجر، هنغاريا | هنغار
greece, greek | اليونان | يونان
croatia, croatian, croat | كرواتيا، الكروات | كروات
serbia, serbian, serb | صربيا، الصرب | صرب
albania, albanian | ألبانيا | ألبان
bulgaria, bulgarian | بلغاريا | بلغار
romania, romanian, roman | رومانيا | رومان
ukraine, ukrainian | أوكرانيا | أوكران
russia, russian | روسيا، الروس | روس
belarus, belarusian | بيلاروسيا، روسيا البيضاء | بيلاروس
georgia, georgian | جورجيا | جورج
armenia, armenian | أرمينيا، الأرمن، أرمن | أرمن، أرمين
azerbaijan, azerbaijani, azeri | أذربيجان | أذر، أذربيجان
kazakhstan, kazakh | كازاخستان | كازاخستان
china, chinese, beijing | الصين | صين
beijing, peking, chinese | بكين |
japan, japanese | اليابان | يابان
korea, korean | كوريا | كور
south korea, south korean, seoul | كوريا الجنوبية |
north korea, north korean, pyongyang | كوريا الشمالية |
india, indian | الهند، الهنود | هند
pakistan, pakistani | باكستان | باكستان
afghanistan, afghan | أفغانستان، الأفغان | أفغان
bangladesh, bangladeshi | بنغلاديش، بنجلاديش | بنغلاديش
thailand, thai | تايلاند، تايلند | تايلاند، تايلند
philippines, filipino, philippine | الفلبين، الفيليبين | فلبين، فيليبين
indonesia, indonesian | إندونيسيا | إندونيس
malaysia, malaysian | ماليزيا | ماليز
vietnam, vietnamese | فيتنام | فيتنام
australia, australian | أستراليا، استراليا | أسترال، استرال
new zealand, new zealander | نيوزيلندا | نيوزيلند
canada, canadian | كندا | كند
mexico, mexican | المكسيك | مكسيك
cuba, cuban | كوبا | كوب
brazil, brazilian | البرازيل | برازيل
argentina, argentine, argentinian | الأرجنتين | أرجنتين
chile, chilean | تشيلي، شيلي | تشيل
colombia, colombian | كولومبيا | كولومب
venezuela, venezuelan | فنزويلا | فنزويل
nigeria, nigerian | نيجيريا | نيجير
ethiopia, ethiopian | إثيوبيا، أثيوبيا، الحبشة | إثيوب، أثيوب
eritrea, eritrean | إريتريا، أريتريا | إريتر
kenya, kenyan | كينيا | كين
south africa, south african | جنوب أفريقيا، جنوب إفريقيا |
congo, congolese | الكونغو، الكونجو | كونغول
ivory coast, ivorian, cote d'ivoire, côte d'ivoire | ساحل العاج |
cameroon, cameroonian | الكاميرون | كاميرون
senegal, senegalese | السنغال | سنغال
chad, chadian | تشاد | تشاد
cyprus, cypriot | قبرص | قبرص
malta, maltese | مالطا | مالط
europe, european, eu, e.u | أوروبا، أوربا | أوروب، أورب
africa, african | أفريقيا، إفريقيا | أفريق، إفريق
asia, asian | آسيا | آسيو
west, western | الغرب |
middle east, mideast, mena | الشرق الأوسط |
arab, arabic, arabian, arabia | العرب | عرب
jew, jewish, jews | اليهود | يهود
kurd, kurdish, kurds, kurdistan | الأكراد، الكرد، كردستان | كرد
gaza, gazan | غزة | غز
west bank | الضفة الغربية، الضفة |
jerusalem, quds | القدس | مقدس
hebron | مدينة الخليل |
nazareth | الناصرة |
jericho | أريحا |
nablus | نابلس |
cairo, egypt | القاهرة |
alexandria | الإسكندرية، الاسكندرية | سكندر
giza | الجيزة |
luxor | الأقصر |
aswan | أسوان |
suez | السويس |
sinai | سيناء |
damascus, damascene | دمشق | دمشق
aleppo | حلب |
homs | حمص |
latakia | اللاذقية |
palmyra | تدمر |
mosul | الموصل |
basra | البصرة |
nineveh | نينوى |
mecca, makkah | مكة، مكة المكرمة |
medina, madinah | المدينة المنورة |
aden | عدن |
sanaa, sana'a | صنعاء |
tripoli | طرابلس |
benghazi | بنغازي |
tangier, tangiers | طنجة |
casablanca | الدار البيضاء |
marrakech, marrakesh | مراكش |
beirut | بيروت |
sidon | صيدا |
bekaa, beqaa | البقاع |
athens | أثينا |
rome | روما |
venice | البندقية |
vienna | فيينا |
moscow | موسكو |
geneva | جنيف |
brussels | بروكسل |
cordoba | قرطبة |
seville, sevilla | إشبيلية |
vatican | الفاتيكان |
nicosia | نيقوسيا |
nile | النيل |
euphrates | الفرات |
tigris | دجلة |
mediterranean | البحر المتوسط، البحر الأبيض المتوسط |
red sea | البحر الأحمر |
persian gulf, gulf, gulf arab | الخليج | خليج
hormuz | هرمز |
white house | البيت الأبيض |
kremlin, russian | الكرملين |
pentagon | البنتاغون، البنتاجون |
congress, congressional | الكونغرس، الكونجرس |
knesset | الكنيست |
united nations, un, u.n | الأمم المتحدة |
security council | مجلس الأمن |
european union, eu, e.u, bloc, european, europe | الاتحاد الأوروبي |
african union, au | الاتحاد الأفريقي |
arab league | الجامعة العربية، جامعة الدول العربية |
nato | الناتو، حلف شمال الأطلسي |
opec | أوبك |
unesco | اليونسكو، يونسكو |
unicef | اليونيسيف، يونيسيف، اليونيسف |
unrwa | الأونروا، أونروا |
red cross | الصليب الأحمر |
red crescent | الهلال الأحمر |
world bank | البنك الدولي |
international monetary fund, imf | صندوق النقد الدولي |
world health organization, world health organisation, who | منظمة الصحة العالمية |
amnesty | منظمة العفو الدولية |
human rights watch | هيومن رايتس ووتش |
hezbollah, hizbullah, hezbullah, hizballah | حزب الله، حزب اللـه |
hamas | حماس |
houthi, houthis | الحوثيون، الحوثيين | حوث
taliban | طالبان |
islamic state, is, isis, isil, daesh | داعش، تنظيم الدولة الإسلامية، تنظيم الدولة، الدولة الإسلامية |
al-qaeda, al qaeda, qaeda, al-qaida, al qaida, qaida | تنظيم القاعدة |
muslim brotherhood, brotherhood | الإخوان المسلمين، الإخوان المسلمون، الإخوان |
aqsa | الأقصى |
reuters | رويترز |
agence france-presse, afp | فرانس برس، وكالة فرانس برس |
associated press, ap | أسوشيتد برس، أسوشييتد برس |
jesus, christ | المسيح، يسوع |
moses | موسى |
abraham, ibrahim | إبراهيم |
joseph, yousef, youssef, yusuf, yousif, josef | يوسف |
john, yahya, hanna | يوحنا |
george, jorge, georges | جورج |
michael, michel, mikhail | مايكل، ميشال، ميشيل، ميخائيل |
"""

# The endings of an adjective of place and its plurals, after ``normalize``.
_NISBA: Final = ("ي", "يه", "يا", "يين", "يون", "يات", "يتين", "يتان", "يان")


def _exonyms() -> dict[str, frozenset[str]]:
    from summarize.arabic.normalize import normalize

    table: dict[str, frozenset[str]] = {}
    for row in _PLACES.strip().splitlines():
        english, names, stems = (field.strip() for field in row.split("|"))
        forms = frozenset(english.split(", "))
        keys = {normalize(name) for name in names.split("،")}
        keys |= {normalize(stem) + ending for stem in stems.split("،") if stem.strip() for ending in _NISBA}
        for key in keys:
            table[key] = table.get(key, frozenset()) | forms
    return table


# Normal form of an Arabic name (with the article it always has) or adjective (without one) -> what English says for it.
EXONYMS: Final = _exonyms()
# Words inside a name that carry no letters of their own worth comparing.
PARTICLES: Final = frozenset("بن ابن بنت ابو ابي ابا ام ال عبد دي دو دا ديل لا لو فان فون ذا سان".split())
# English words that newswire style capitalises though they are no names: days, months, titles, parts of institutions.
COMMON_CAPITALS: Final = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december ramadan eid hajj easter christmas shawwal muharram rajab shaban safar
    president presidents minister ministers prime vice deputy chancellor premier king queen prince princess
    crown emir sheikh sheikha imam sultan sir lord lady mr mrs ms dr professor general generals colonel major
    captain lieutenant brigadier marshal field corporal sergeant admiral commander secretary director governor
    mayor ambassador envoy senator representative representatives speaker judge justice attorney engineer
    custodian highness excellency majesty royal his her its our your their the for and with where two three
    first second third one you ministry council cabinet parliament assembly senate house congress court supreme
    commission committee authority agency department bureau office directorate administration government state
    states federal federation union league organization organisation association society foundation fund bank
    institute university college school academy center centre hospital airport airlines company corporation
    group holding industries press news radio television channel newspaper times post journal magazine website
    foreign interior defense defence finance economy economic health education trade commerce industry energy
    oil petroleum agriculture environment environmental tourism culture cultural media information
    communications telecommunications technology science sciences research development planning investment
    investments labor labour social affairs security intelligence police army navy air force forces guard guards
    military marines operation storm front party movement brigade brigades battalion division resistance
    coalition alliance joint popular mobilization mobilisation workers democratic republican republicans
    democrats conservative liberal socialist communist national international global world human rights
    humanitarian relief civil public private special central high higher united nations republic kingdom
    emirates province district city town village street square avenue road gate bridge river sea ocean gulf lake
    mount mountain island islands valley desert coast strip canal dam park garden tower building palace castle
    museum theater theatre stadium club cup championship champions games olympic olympics prize award medal
    festival conference summit forum dialogue agreement accord treaty convention charter pact north south east
    west northern southern eastern western middle upper lower new old great greater islamic muslim muslims
    christian christians jewish jews hindu buddhist catholic orthodox protestant sunni shiite shia church mosque
    mosques temple god almighty prophet bible quran koran holy gospel internet web email gmt covid covid-19
    earth moon sun mars children women men people black white red green blue golden there this that these those
    it he she they we what who here nothing everything someone everyone nobody another youth control commercial
    officials official left right faculty peninsula liga santa claus welfare campus crescent sheriff scholar
    scholars port arts sports sport food water nuclear day week month year market stock exchange index dollar
    euro pound
    """.split()
)
