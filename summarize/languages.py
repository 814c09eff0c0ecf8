"""The languages a translation may be asked for: FLORES-200's codes, and the refusal of what a model does not know.

Codes are an ISO 639-3 language and an ISO 15924 script, as NLLB Team (2022), "No Language Left Behind", lists them.
"""

from __future__ import annotations

from collections.abc import Iterable

from summarize.errors import LanguageError

_NAMES = """
    ace_Arab Acehnese (Arabic script); ace_Latn Acehnese; acm_Arab Mesopotamian Arabic;
    acq_Arab Ta'izzi-Adeni Arabic; aeb_Arab Tunisian Arabic; afr_Latn Afrikaans; ajp_Arab South Levantine Arabic;
    aka_Latn Akan; als_Latn Albanian; amh_Ethi Amharic; apc_Arab North Levantine Arabic; arb_Arab Arabic;
    ars_Arab Najdi Arabic; ary_Arab Moroccan Arabic; arz_Arab Egyptian Arabic; asm_Beng Assamese; ast_Latn Asturian;
    awa_Deva Awadhi; ayr_Latn Central Aymara; azb_Arab South Azerbaijani; azj_Latn Azerbaijani; bak_Cyrl Bashkir;
    bam_Latn Bambara; ban_Latn Balinese; bel_Cyrl Belarusian; bem_Latn Bemba; ben_Beng Bengali; bho_Deva Bhojpuri;
    bjn_Arab Banjar (Arabic script); bjn_Latn Banjar; bod_Tibt Tibetan; bos_Latn Bosnian; bug_Latn Buginese;
    bul_Cyrl Bulgarian; cat_Latn Catalan; ceb_Latn Cebuano; ces_Latn Czech; cjk_Latn Chokwe;
    ckb_Arab Central Kurdish; crh_Latn Crimean Tatar; cym_Latn Welsh; dan_Latn Danish; deu_Latn German;
    dik_Latn Southwestern Dinka; dyu_Latn Dyula; dzo_Tibt Dzongkha; ell_Grek Greek; eng_Latn English;
    epo_Latn Esperanto; est_Latn Estonian; eus_Latn Basque; ewe_Latn Ewe; fao_Latn Faroese; fij_Latn Fijian;
    fin_Latn Finnish; fon_Latn Fon; fra_Latn French; fur_Latn Friulian; fuv_Latn Nigerian Fulfulde; gaz_Latn Oromo;
    gla_Latn Scottish Gaelic; gle_Latn Irish; glg_Latn Galician; grn_Latn Guarani; guj_Gujr Gujarati;
    hat_Latn Haitian Creole; hau_Latn Hausa; heb_Hebr Hebrew; hin_Deva Hindi; hne_Deva Chhattisgarhi;
    hrv_Latn Croatian; hun_Latn Hungarian; hye_Armn Armenian; ibo_Latn Igbo; ilo_Latn Ilocano; ind_Latn Indonesian;
    isl_Latn Icelandic; ita_Latn Italian; jav_Latn Javanese; jpn_Jpan Japanese; kab_Latn Kabyle; kac_Latn Jingpho;
    kam_Latn Kamba; kan_Knda Kannada; kas_Arab Kashmiri; kas_Deva Kashmiri (Devanagari); kat_Geor Georgian;
    kaz_Cyrl Kazakh; kbp_Latn Kabiye; kea_Latn Kabuverdianu; khk_Cyrl Mongolian; khm_Khmr Khmer; kik_Latn Kikuyu;
    kin_Latn Kinyarwanda; kir_Cyrl Kyrgyz; kmb_Latn Kimbundu; kmr_Latn Northern Kurdish;
    knc_Arab Central Kanuri (Arabic script); knc_Latn Central Kanuri; kon_Latn Kikongo; kor_Hang Korean;
    lao_Laoo Lao; lij_Latn Ligurian; lim_Latn Limburgish; lin_Latn Lingala; lit_Latn Lithuanian; lmo_Latn Lombard;
    ltg_Latn Latgalian; ltz_Latn Luxembourgish; lua_Latn Luba-Kasai; lug_Latn Ganda; luo_Latn Luo; lus_Latn Mizo;
    lvs_Latn Latvian; mag_Deva Magahi; mai_Deva Maithili; mal_Mlym Malayalam; mar_Deva Marathi; min_Latn Minangkabau;
    mkd_Cyrl Macedonian; mlt_Latn Maltese; mni_Beng Meitei; mos_Latn Mossi; mri_Latn Maori; mya_Mymr Burmese;
    nld_Latn Dutch; nno_Latn Norwegian Nynorsk; nob_Latn Norwegian Bokmal; npi_Deva Nepali; nso_Latn Northern Sotho;
    nus_Latn Nuer; nya_Latn Nyanja; oci_Latn Occitan; ory_Orya Odia; pag_Latn Pangasinan; pan_Guru Eastern Panjabi;
    pap_Latn Papiamento; pbt_Arab Southern Pashto; pes_Arab Persian; plt_Latn Malagasy; pol_Latn Polish;
    por_Latn Portuguese; prs_Arab Dari; quy_Latn Ayacucho Quechua; ron_Latn Romanian; run_Latn Rundi;
    rus_Cyrl Russian; sag_Latn Sango; san_Deva Sanskrit; sat_Beng Santali; scn_Latn Sicilian; shn_Mymr Shan;
    sin_Sinh Sinhala; slk_Latn Slovak; slv_Latn Slovenian; smo_Latn Samoan; sna_Latn Shona; snd_Arab Sindhi;
    som_Latn Somali; sot_Latn Southern Sotho; spa_Latn Spanish; srd_Latn Sardinian; srp_Cyrl Serbian; ssw_Latn Swati;
    sun_Latn Sundanese; swe_Latn Swedish; swh_Latn Swahili; szl_Latn Silesian; tam_Taml Tamil; taq_Latn Tamasheq;
    taq_Tfng Tamasheq (Tifinagh); tat_Cyrl Tatar; tel_Telu Telugu; tgk_Cyrl Tajik; tgl_Latn Tagalog; tha_Thai Thai;
    tir_Ethi Tigrinya; tpi_Latn Tok Pisin; tsn_Latn Tswana; tso_Latn Tsonga; tuk_Latn Turkmen; tum_Latn Tumbuka;
    tur_Latn Turkish; twi_Latn Twi; tzm_Tfng Central Atlas Tamazight; uig_Arab Uyghur; ukr_Cyrl Ukrainian;
    umb_Latn Umbundu; urd_Arab Urdu; uzn_Latn Uzbek; vec_Latn Venetian; vie_Latn Vietnamese; war_Latn Waray;
    wol_Latn Wolof; xho_Latn Xhosa; ydd_Hebr Yiddish; yor_Latn Yoruba; yue_Hant Cantonese;
    zho_Hans Chinese (simplified); zho_Hant Chinese (traditional); zsm_Latn Malay; zul_Latn Zulu
"""

NAMES: dict[str, str] = {code: name for code, _, name in (entry.strip().partition(" ") for entry in _NAMES.split(";"))}
"""English name of each of NLLB's 202 codes; the script is named where a language has two."""

_LISTED = 12  # a refusal lists this many codes; a model that knows 200 gets its number and suggestions instead


def script(code: str) -> str:
    """Give the ISO 15924 script of a code.

    >>> script("arb_Arab")
    'Arab'
    """
    return code.partition("_")[2]


def resolve(asked: str, known: Iterable[str], model: str) -> str:
    """Give the code a model should be asked for; raise ``LanguageError`` when it does not know ``asked``.

    ``known`` are the target codes of ``model``, which may hold codes of its own (tasks) that are no language here.
    Capitals don't matter; a bare name or the first letters of one code get a suggestion, never a guess.

    >>> resolve("fra_latn", ["eng_Latn", "fra_Latn"], "nllb-600m")
    'fra_Latn'
    """
    targets = sorted(set(known) & NAMES.keys())
    for code in targets:
        if code.lower() == asked.strip().lower():
            return code
    raise LanguageError(f"{model} does not translate into {asked!r}; {_advice(asked.strip().lower(), targets)}")


def _advice(asked: str, targets: list[str]) -> str:
    close = [code for code in targets if asked and (code.startswith(asked[:3]) or asked in NAMES[code].lower())]
    if len(targets) <= _LISTED:
        return f"it knows {_listed(targets)}"
    if close:
        return f"did you mean {_listed(close[:_LISTED])}?"
    return f"it knows {len(targets)} FLORES-200 codes, such as {_listed(targets[:3])}"


def _listed(codes: list[str]) -> str:
    return ", ".join(f"{code} ({NAMES[code]})" for code in codes) or "no language"
