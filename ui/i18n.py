"""Every string of the interface, in English and in Arabic.

Values stand in braces (``{word}``) and are put in by ``ui.render``, escaped and isolated. Counts are written as
"label: number", so that neither language needs plural forms. Keys that start with ``problem_`` answer
``ui.handlers.problems.KEYS``; ``rule_`` ones name the rules of page furniture that readers meet most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import gradio


class Text(NamedTuple):
    """One string in both languages."""

    en: str
    ar: str


_PAGE = {
    "name": Text("Khulasa", "خلاصة"),
    "tagline": Text(
        "Arabic news summarized and translated, with every doubt shown", "أخبار عربية ملخّصة ومترجمة، وكل شك فيها ظاهر"
    ),
    "skip": Text("Skip to the reading desk", "انتقل إلى طاولة القراءة"),
    "change_theme": Text("Light or dark", "فاتح أو داكن"),
    "tab_read": Text("Read", "قراءة"),
    "tab_many": Text("Batch", "دفعة"),
    "tab_measure": Text("Measure", "قياس"),
    "tab_about": Text("About", "عن خلاصة"),
}
_READ = {
    "input_label": Text("An article in Arabic, or a link to one", "مقال بالعربية أو رابط إليه"),
    "input_placeholder": Text(
        "Paste an article or a link, or drop a file here", "ألصق مقالاً أو رابطاً، أو أفلت ملفاً هنا"
    ),
    "input_placeholder_no_web": Text("Paste an article, or drop a file here", "ألصق مقالاً، أو أفلت ملفاً هنا"),
    "read": Text("Read it", "اقرأ المقال"),
    "stop": Text("Stop", "أوقف"),
    "open_file": Text("Open a file", "افتح ملفاً"),
    "samples": Text("Or try a sample", "أو جرّب مقالاً جاهزاً"),
    "empty_title": Text("Nothing on the desk yet", "لا شيء على الطاولة بعد"),
    "empty_text": Text(
        "Each article comes out as a short summary, its key sentences and an English translation, sentence by "
        "sentence. What the checks doubt is marked where it stands.",
        "يخرج كل مقال بملخص قصير وجمل أساسية وترجمة إنجليزية جملةً جملة، ويُعلَّم كل موضع تشكّ فيه الفحوص.",
    ),
    "stage_cleaned": Text("Cleaned", "التنقية"),
    "stage_extract": Text("Key sentences", "الجمل الأساسية"),
    "stage_abstract": Text("Summary", "الملخص"),
    "stage_abstract_translation": Text("Summary translated", "ترجمة الملخص"),
    "stage_translation": Text("Article translated", "ترجمة المقال"),
    "stage_done": Text("Done", "تمّ"),
    "stage_now": Text("in progress", "جارٍ"),
    "stage_skipped": Text("left out", "متروك"),
    "seconds": Text("{seconds} s", "{seconds} ث"),
    "part_of": Text("{done} of {all}", "{done} من {all}"),
    "all_done": Text("The digest is complete.", "اكتملت الخلاصة."),
    "stopped": Text("Stopped. What was done so far stands below.", "أُوقف العمل، وما أُنجز منه ظاهر أدناه."),
}
_DESK = {
    "no_headline": Text("Untitled article", "مقال بلا عنوان"),
    "source": Text("Source", "المصدر"),
    "pasted": Text("pasted text", "نص ملصق"),
    "sentences": Text("Sentences: {count}", "الجمل: {count}"),
    "summary": Text("Summary", "الملخص"),
    "summary_by": Text("written by the model {model}", "كتبه النموذج {model}"),
    "summary_own_text": Text("the article's own text", "نص المقال نفسه"),
    "key_sentences": Text("Key sentences", "الجمل الأساسية"),
    "key_by": Text("{count} of {all}, by {method}", "{count} من {all}، بطريقة {method}"),
    "method_lead": Text("the article's opening", "مطلع المقال"),
    "method_ranker": Text("a trained ranker", "الترتيب المتعلَّم"),
    "method_textrank": Text("TextRank", "TextRank"),
    "method_lexrank": Text("LexRank", "LexRank"),
    "method_mmr": Text("MMR", "MMR"),
    "carried_by": Text("carried by", "تحملها"),
    "carried_by_none": Text("carried by no sentence", "لا تحملها أي جملة"),
    "sentence_word": Text("Sentence ", "الجملة "),
    "set_aside": Text("The summary that was set aside, and why", "الملخص المستبعَد وسببه"),
    "article": Text("The article", "المقال"),
    "line_by_line": Text("line by line", "سطراً بسطر"),
    "translated_by": Text("translated by the model {model}", "ترجمة النموذج {model}"),
    "machine": Text("machine translation", "ترجمة آلية"),
    "is_key": Text("key sentence", "جملة أساسية"),
    "never_translated": Text("not translated", "لم تُترجم"),
    "waiting": Text("being translated", "تُترجم الآن"),
    "not_translated": Text("No translation was asked for.", "لم تُطلب ترجمة."),
    "side": Text("Show", "أظهر"),
    "side_both": Text("Both", "النصّان"),
    "side_ar": Text("Arabic", "العربية"),
    "side_tr": Text("Translation", "الترجمة"),
    "removed": Text("Left out: menus, captions, links ({count})", "زوائد الصفحة التي أُزيلت: {count}"),
    "removed_help": Text(
        "Lines that are not the article. Put back what belongs to it, and it is read again.",
        "سطور ليست من المقال، كالقوائم وشروح الصور والروابط. أعِد ما هو منه فيُقرأ من جديد.",
    ),
    "put_back": Text("Put back", "أعِده"),
    "copy_summary": Text("Copy the summary", "انسخ الملخص"),
    "copy_translation": Text("Copy the translation", "انسخ الترجمة"),
    "copy_warning": Text(
        "Rough machine translation by {model}: for the topic only. Check it against the Arabic before you quote.",
        "ترجمة آلية تقريبية بالنموذج {model}: لمعرفة الموضوع فقط. قابلها بالأصل قبل أن تقتبس.",
    ),
    "copied": Text("Copied", "نُسخ"),
}
_TRUST = {
    "grade_good": Text("No check found a fault", "لم يجد أي فحص عيباً"),
    "grade_check": Text("Check before you use it", "تثبّت قبل أن تنقل"),
    "grade_fallback": Text("The written summary was set aside", "استُبعد الملخص المكتوب"),
    "grade_good_why": Text(
        "Numbers, names, length, repetition and support were compared with the article.",
        "قورنت الأرقام والأسماء والطول والتكرار والسند بالمقال.",
    ),
    "grade_check_why": Text("The points below are marked where they stand.", "النقاط التالية معلّمة في مواضعها."),
    "grade_fallback_why": Text(
        "The article does not support what was written; its own key sentences stand in the summary's place.",
        "لا يسند المقال ما كُتب، فحلّت جمله الأساسية محل الملخص.",
    ),
    "grade_pending": Text("Being checked", "قيد الفحص"),
    "grade_stopped": Text("Not checked to the end", "لم يكتمل الفحص"),
    "points": Text("Points to check", "نقاط للتثبّت"),
    "worth_knowing": Text("Worth knowing", "للعلم"),
    "in_summary": Text("in the summary", "في الملخص"),
    "in_headline": Text("in the headline", "في العنوان"),
    "in_summary_translation": Text("in the summary's translation", "في ترجمة الملخص"),
    "also_in": Text("also {place}", "وكذلك {place}"),
    "kind_number": Text("Numbers", "أرقام"),
    "kind_date": Text("Dates and times", "تواريخ وأوقات"),
    "kind_name": Text("Names", "أسماء"),
    "kind_omission": Text("Something left out", "سقط شيء"),
    "kind_repetition": Text("Repetition", "تكرار"),
    "kind_script": Text("Left in Arabic", "بقي بالعربية"),
    "kind_support": Text("Not supported by the article", "لا يسنده المقال"),
    "kind_untranslated": Text("Not translated", "لم يُترجم"),
    "kind_low_score": Text("The model was unsure here", "النموذج غير واثق هنا"),
    "kind_limit": Text("Cut off", "مبتور"),
    "kind_input": Text("What the model read", "ما قرأه النموذج"),
    "kind_weak_model": Text("A rough translation", "ترجمة تقريبية"),
    "kind_other": Text("Other", "غير ذلك"),
}
_DOUBTS = {
    "doubt_number_missing": Text("{source} is missing from the translation", "{source}: سقط من الترجمة"),
    "doubt_number_added": Text("{target} is in the translation, not in the Arabic", "{target}: في الترجمة لا في الأصل"),
    "doubt_not_in_article": Text("{target} is not in the article", "{target}: ليس في المقال"),
    "doubt_moved": Text("“{target}” does not stand so in the article", "«{target}»: لم ترد هكذا في المقال"),
    "doubt_name_missing": Text("The name {source} is missing from the translation", "الاسم {source} سقط من الترجمة"),
    "doubt_name_swapped": Text(
        "The name {source} is missing, and {target} is not in the Arabic", "سقط الاسم {source}، وليس {target} في الأصل"
    ),
    "doubt_name_added": Text("The name {target} is not in the Arabic", "الاسم {target} ليس في الأصل"),
    "doubt_left_in_arabic": Text("Left in Arabic: {target}", "بقي بالعربية: {target}"),
    "doubt_latin": Text("In Latin letters, and not in the article: {target}", "بحروف لاتينية وليس في المقال: {target}"),
    "doubt_not_arabic": Text("The summary is not in Arabic", "الملخص ليس بالعربية"),
    "doubt_stray_letters": Text("Letters of another script: {script}", "حروف من كتابة أخرى: {script}"),
    "doubt_repeated": Text("Repeats itself: {target}", "يكرر نفسه: {target}"),
    "doubt_nothing": Text("Nothing was translated", "لم يُترجم شيء"),
    "doubt_short": Text("Much shorter than the Arabic: something is left out", "أقصر كثيراً من الأصل: سقط منها شيء"),
    "doubt_untranslated": Text("Given back in Arabic, untranslated", "أُعيد بالعربية بلا ترجمة"),
    "doubt_guessing": Text("The model was unsure here", "النموذج غير واثق هنا"),
    "doubt_cut_translation": Text("The translation breaks off too early", "انقطعت الترجمة قبل تمامها"),
    "doubt_cut_sentence": Text("The model did not read the end of this sentence", "لم يقرأ النموذج آخر هذه الجملة"),
    "doubt_cut_source": Text("The model did not read the end of the article", "لم يقرأ النموذج آخر المقال"),
    "doubt_cut_summary": Text("The summary breaks off too early", "انقطع الملخص قبل تمامه"),
    "doubt_unsupported": Text("No sentence of the article carries this", "لا تحمل هذا أي جملة في المقال"),
    "doubt_own_words": Text("Words that the article does not have: {target}", "كلمات ليست في المقال: {target}"),
    "doubt_nothing_written": Text("Nothing was written", "لم يُكتب شيء"),
    "doubt_set_aside": Text("The written summary was set aside", "استُبعد الملخص المكتوب"),
    "doubt_read_part": Text(
        "The summary was written from {read} of {all} sentences", "الجمل التي كُتب منها الملخص: {read} من {all}"
    ),
    "doubt_own_text": Text(
        "The article is about as short as a summary: its own text stands for one", "المقال بطول ملخص، فنصّه يقوم مقامه"
    ),
    "doubt_weak": Text(
        "The model {model} translates roughly: read it for the topic, don't quote it. Settings lists better ones; "
        "one that is not on this machine must be installed first, with khulasa models pull.",
        "ترجمة النموذج {model} تقريبية: اقرأها لمعرفة الموضوع ولا تقتبس منها. وفي «الإعدادات» نماذج أفضل، وما ليس "
        "منها على هذا الجهاز يجب تثبيته أولاً بالأمر khulasa models pull.",
    ),
    "doubt_other": Text("{detail}", "{detail}"),
}
_CHOICES = {
    "choices": Text("Settings", "الإعدادات"),
    "close": Text("Done", "تمّ"),
    "choices_help": Text("Kept in this browser.", "تبقى محفوظة في هذا المتصفح."),
    "summarizer": Text("Summary by", "الملخِّص"),
    "translator": Text("Translation by", "المترجم"),
    "extract_method": Text("Key sentences by", "طريقة انتقاء الجمل"),
    "sentence_count": Text("How many key sentences", "عدد الجمل الأساسية"),
    "target_lang": Text("Translate into", "لغة الترجمة"),
    "reset": Text("Back to the defaults", "الإعدادات الأصلية"),
    "none": Text("none", "بلا"),
    "here": Text("on this machine", "موجود هنا"),
    "not_here": Text("not on this machine: {command}", "غير موجود هنا: {command}"),
    "commercial": Text("commercial use allowed", "يجوز استعماله تجارياً"),
    "non_commercial": Text("not for commercial use", "لا يجوز استعماله تجارياً"),
}
_MANY = {
    "many_intro": Text(
        "Give several articles at once: files, a zip of them, or links, one to a line.",
        "أعطِ مقالات عدة معاً: ملفات أو ملفاً مضغوطاً يجمعها أو روابط، رابط في كل سطر.",
    ),
    "many_intro_no_web": Text(
        "Give several articles at once: files, or a zip of them.", "أعطِ مقالات عدة معاً: ملفات أو ملفاً مضغوطاً يجمعها."
    ),
    "files": Text("Files or a zip", "ملفات أو ملف مضغوط"),
    "links": Text("Links, one to a line", "روابط، رابط في كل سطر"),
    "start": Text("Read them all", "اقرأها كلها"),
    "many_progress": Text("Done: {done} of {all}", "أُنجز: {done} من {all}"),
    "many_progress_open": Text("Done so far: {done}", "أُنجز حتى الآن: {done}"),
    "many_failed": Text("Failed: {count}", "تعذّر: {count}"),
    "many_stopped": Text("Stopped", "أُوقف"),
    "many_finished": Text("Finished", "اكتمل"),
    "many_table": Text("Articles", "المقالات"),
    "col_n": Text("No.", "الرقم"),
    "col_article": Text("Article", "المقال"),
    "col_summary": Text("Summary", "الملخص"),
    "col_grade": Text("Trust", "الثقة"),
    "failed": Text("Failed", "تعذّر"),
    "more": Text("whole text", "النص كاملاً"),
    "less": Text("less", "أقل"),
    "short_good": Text("no fault found", "لا عيب ظاهراً"),
    "short_check": Text("check", "تثبّت"),
    "short_fallback": Text("key sentences only", "جمل أساسية فقط"),
    "stories": Text("One story, several outlets", "خبر واحد في عدة مصادر"),
    "stories_count": Text("Outlets: {count}", "المصادر: {count}"),
    "many_empty": Text("The articles will appear here as they are done.", "تظهر المقالات هنا كلما أُنجز منها واحد."),
}
_MEASURE = {
    "measure_intro": Text(
        "Compare a summary or a translation with one written by hand. ROUGE counts the words and pairs they share.",
        "قارن ملخصاً أو ترجمة بما كتبه إنسان. يعدّ ROUGE ما يشتركان فيه من كلمات وأزواج كلمات.",
    ),
    "hypothesis": Text("Text to be measured", "النص المراد قياسه"),
    "use_digest": Text("Take the summary on the desk", "خذ الملخص الذي على الطاولة"),
    "reference": Text("Reference, written by a person", "مرجع كتبه إنسان"),
    "reference_help": Text(
        "Several references: put a line with --- between them", "مراجع عدة: افصل بينها بسطر فيه \u2066---\u2069"
    ),
    "measure": Text("Compare", "قارن"),
    "score": Text("Score", "المقياس"),
    "precision": Text("Precision", "الدقة"),
    "recall": Text("Recall", "الاستدعاء"),
    "fmeasure": Text("F-measure", "مقياس F"),
    "shared": Text("Shared words", "الكلمات المشتركة"),
    "shared_help": Text(
        "Marked is what both have: words lightly, phrases of two words and more strongly.",
        "المعلَّم ما يشتركان فيه: الكلمات بلون خفيف، والعبارات من كلمتين فأكثر بلون أقوى.",
    ),
    "reference_n": Text("Reference {n}", "المرجع {n}"),
    "signature": Text("How it was scored", "كيف قيس"),
    "texts_intro": Text(
        "Many texts: two tables (JSONL, CSV, TSV) with an id in each row. A batch's download counts as texts. The mean "
        "comes with its 95 % interval.",
        "نصوص كثيرة: جدولان (JSONL أو CSV أو TSV) في كل صف منهما معرّف id، ويصلح تنزيل الدفعة جدولاً للنصوص. يُعطى "
        "المتوسط مع مجال ثقته 95٪.",
    ),
    "texts_file": Text("Texts", "النصوص"),
    "references_file": Text("References", "المراجع"),
    "compare_files": Text("Compare the files", "قارن الملفين"),
    "interval": Text("95 % interval", "مجال الثقة 95٪"),
    "texts_n": Text("Texts: {n}.", "عدد النصوص: {n}."),
    "texts_small": Text("So few make a wide interval.", "وقلّتها توسّع المجال."),
    "report_open": Text("Open the report", "افتح التقرير"),
    "report_making": Text(
        "The report is being made. It takes about a minute.", "يُعدّ التقرير الآن، ويستغرق ذلك نحو دقيقة."
    ),
    "report_help": Text(
        "Scores of every method on our own articles and references, with intervals. It takes a minute to make.",
        "نتائج كل طريقة على مقالاتنا ومراجعنا مع مجالات الثقة، وإعداده يستغرق دقيقة.",
    ),
    "measure_empty": Text("The scores will appear here.", "تظهر النتائج هنا."),
}
_ABOUT = {
    "about_trust": Text("How to trust it", "كيف تثق بها"),
    "about_trust_1": Text(
        "A translation is compared with its Arabic, sentence by sentence: numbers, dates, names, length, "
        "repetition and script. What the checks find is marked.",
        "تُقارن الترجمة بأصلها جملةً جملة: الأرقام والتواريخ والأسماء والطول والتكرار والحروف، ويُعلَّم ما تجده الفحوص.",
    ),
    "about_trust_2": Text(
        "Every sentence of a written summary must be carried by sentences of the article. If one is not, the "
        "summary is set aside and the article's own key sentences take its place.",
        "كل جملة في الملخص المكتوب يجب أن تحملها جمل من المقال، وإلا استُبعد الملخص وحلّت محله جمل المقال الأساسية.",
    ),
    "about_trust_3": Text(
        "A check that finds nothing is no proof. Read the Arabic, or have it read, before you quote.",
        "خلوّ الفحص من عيب ليس دليلاً. اقرأ الأصل أو استعن بمن يقرؤه قبل أن تقتبس.",
    ),
    "about_private": Text("Where your text goes", "أين يذهب نصّك"),
    "about_private_text": Text(
        "Articles stay on the machine that runs this page. Nothing is sent to any other, and nothing is counted.",
        "تبقى المقالات على الجهاز الذي يشغّل هذه الصفحة، فلا يُرسل شيء إلى سواه ولا يُحصى شيء.",
    ),
    "about_models": Text("Models and their licences", "النماذج ورخصها"),
    "col_model": Text("Model", "النموذج"),
    "col_tasks": Text("Task", "المهمة"),
    "col_licence": Text("Licence", "الرخصة"),
    "col_good_for": Text("Good for", "يصلح لـ"),
    "col_here": Text("Here", "موجود"),
    "good_for_embedded": Text(
        "the gist, offline, on any machine: ships with the package",
        "معرفة الموضوع بلا اتصال وعلى أي جهاز، ويأتي مع الحزمة",
    ),
    "good_for_mt5-xlsum": Text(
        "one-sentence summaries in BBC style: ROUGE 34.9/14.8/29.2",
        "ملخصات من جملة واحدة بأسلوب BBC: ROUGE 34.9/14.8/29.2",
    ),
    "good_for_nllb-600m": Text("200 languages on a laptop: chrF++ 61", "200 لغة على حاسوب محمول: chrF++ 61"),
    "good_for_nllb-1.3b": Text("200 languages, better: chrF++ 64", "200 لغة بجودة أعلى: chrF++ 64"),
    "good_for_nllb-3.3b": Text(
        "200 languages, rarer ones above all; wants a GPU: chrF++ 64",
        "200 لغة ولا سيما النادرة، ويحتاج إلى معالج رسوم: chrF++ 64",
    ),
    "good_for_opus-ar-en": Text(
        "Arabic to English, free for commerce: chrF++ 65", "من العربية إلى الإنجليزية، ويجوز تجارياً: chrF++ 65"
    ),
    "task_summarize": Text("summaries", "التلخيص"),
    "task_translate": Text("translation", "الترجمة"),
    "about_keys": Text("Keys", "لوحة المفاتيح"),
    "key_tab": Text("Tab moves between sentences, marks and buttons", "Tab ينقل بين الجمل والعلامات والأزرار"),
    "key_arrows": Text("↓ and ↑ move from sentence to sentence", "↓ و↑ ينقلان من جملة إلى جملة"),
    "key_enter": Text(
        "Enter on a number shows the sentences it stands for", "Enter على رقم يُظهر الجملة التي يدل عليها"
    ),
    "key_escape": Text("Escape closes a note and goes back", "Escape يغلق الملاحظة ويعود"),
    "about_machines": Text("For programs", "للبرامج"),
    "about_api": Text("The API, with its endpoints described", "واجهة البرمجة ووصف نقاط النهاية"),
    "about_mcp": Text(
        "An MCP server stands at {path} with the same tools.", "وعلى {path} خادم MCP يقدم الأدوات نفسها."
    ),
    "about_code": Text(
        "Apache-2.0 code; the models have licences of their own.", "الشيفرة برخصة Apache-2.0، وللنماذج رخصها."
    ),
}
_PROBLEMS = {
    "problem": Text("This could not be read", "تعذّرت القراءة"),
    "problem_details": Text("Details", "التفاصيل (بالإنجليزية)"),
    "problem_not_arabic": Text("This text is not in Arabic.", "هذا النص ليس بالعربية."),
    "problem_unreadable": Text("No article could be read in this.", "لم يُعثر فيه على مقال يُقرأ."),
    "problem_model_not_here": Text(
        "That model is not on this machine. Choose another under Settings.",
        "هذا النموذج ليس على هذا الجهاز، فاختر سواه في «الإعدادات».",
    ),
    "problem_licence": Text(
        "That model's licence does not allow this use.", "رخصة هذا النموذج لا تسمح بهذا الاستعمال."
    ),
    "problem_language": Text(
        "That model does not translate into this language.", "لا يترجم هذا النموذج إلى هذه اللغة."
    ),
    "problem_model": Text("That model cannot be used here.", "لا يمكن استعمال هذا النموذج هنا."),
    "problem_engine": Text("The model failed on this article.", "تعثّر النموذج في هذا المقال."),
    "problem_missing_extra": Text(
        "A part of Khulasa that this needs is not installed.", "جزء من خلاصة يلزم لهذا غير مثبّت."
    ),
    "problem_usage": Text("Something in the request does not fit.", "في الطلب ما لا يستقيم."),
    "problem_failed": Text("Something went wrong on this machine.", "وقع خطأ في هذا الجهاز."),
    "problem_empty": Text(
        "Paste an article, give a link or open a file first.", "ألصق مقالاً أو أعطِ رابطاً أو افتح ملفاً أولاً."
    ),
    "problem_no_texts": Text(
        "Give the text to measure and at least one reference first.",
        "أعطِ أولاً النص المراد قياسه ومرجعاً واحداً على الأقل.",
    ),
    "problem_no_files": Text(
        "Choose both files first: the texts and the references.", "اختر الملفين أولاً: النصوص والمراجع."
    ),
    "problem_no_digest": Text(
        "There is no summary on the desk yet: read an article first.", "لا ملخص على الطاولة بعد، فاقرأ مقالاً أولاً."
    ),
    "problem_too_long": Text(
        "The article is too long: {given} characters, {allowed} are allowed.",
        "المقال أطول من اللازم: {given} من الأحرف، والحد {allowed}.",
    ),
    "problem_too_large": Text(
        "The file is too large: {given}, {allowed} is allowed.", "الملف أكبر من اللازم: {given}، والحد {allowed}."
    ),
    "problem_too_many": Text(
        "Too many at once: {given}, {allowed} are allowed.", "العدد أكبر من اللازم: {given}، والحد {allowed}."
    ),
    "problem_several": Text(
        "This file holds several articles: give it under Batch.", "في هذا الملف مقالات عدة، فأعطِه في «دفعة»."
    ),
    "problem_no_web": Text(
        "Reading links is switched off here. Paste the text.", "قراءة الروابط معطّلة هنا، فألصق النص."
    ),
    "problem_link": Text("The link could not be read.", "تعذّرت قراءة الرابط."),
    "because_no_site": Text(
        "There is no site called {site}, or this machine is not connected.",
        "لا موقع باسم {site}، أو هذا الجهاز غير متصل.",
    ),
    "because_private": Text("{site} is not a public site.", "{site} ليس موقعاً عاماً."),
    "because_slow": Text(
        "The site took too long to answer. Try again, or paste the text.",
        "تأخر الموقع في الرد. أعِد المحاولة أو ألصق النص.",
    ),
    "because_status": Text(
        "{site} gave no article: it answered {status}.", "لم يعطِ {site} مقالاً، بل أجاب بالرمز {status}."
    ),
    "because_unproven": Text(
        "{site} cannot prove that it is that site: do not trust it.", "لا يُثبت {site} أنه الموقع المقصود، فلا تثق به."
    ),
    "because_no_page": Text("The link leads to a file that is no article.", "يؤدي الرابط إلى ملف ليس مقالاً."),
    "problem_no_sample": Text("There is no such sample.", "لا مقال جاهزاً بهذا الاسم."),
    "problem_timeout": Text(
        "It took longer than {allowed} seconds and was stopped.", "استغرق أكثر من {allowed} ثانية فأُوقف."
    ),
    "problem_no_scorer": Text("Measuring is not installed on this machine.", "القياس غير مثبّت على هذا الجهاز."),
}
_RULES = {
    "rule_advert": Text("advertisement", "إعلان"),
    "rule_byline": Text("byline", "اسم الكاتب"),
    "rule_caption": Text("caption", "شرح صورة"),
    "rule_comments": Text("comments", "تعليقات"),
    "rule_copyright": Text("copyright", "حقوق النشر"),
    "rule_date": Text("date", "تاريخ"),
    "rule_dateline": Text("dateline", "مكان وتاريخ"),
    "rule_desk-credit": Text("desk credit", "اسم القسم"),
    "rule_follow": Text("follow us", "تابعونا"),
    "rule_footer": Text("page foot", "ذيل الصفحة"),
    "rule_headline-list": Text("headlines", "عناوين أخرى"),
    "rule_kicker": Text("kicker", "عنوان علوي"),
    "rule_navigation": Text("menu", "قائمة تنقل"),
    "rule_menu": Text("menu", "قائمة"),
    "rule_most-read": Text("most read", "الأكثر قراءة"),
    "rule_newsletter": Text("newsletter", "نشرة بريدية"),
    "rule_popup": Text("notice", "إشعار"),
    "rule_read-also": Text("read also", "اقرأ أيضاً"),
    "rule_reader-control": Text("page control", "أداة في الصفحة"),
    "rule_related": Text("related", "ذو صلة"),
    "rule_second-article": Text("another article", "مقال آخر"),
    "rule_section": Text("section", "قسم"),
    "rule_share": Text("share links", "مشاركة"),
    "rule_sidebar": Text("sidebar", "عمود جانبي"),
    "rule_source-line": Text("source line", "سطر المصدر"),
    "rule_subhead": Text("subheading", "عنوان فرعي"),
    "rule_tags": Text("tags", "وسوم"),
    "rule_tweet": Text("embedded post", "منشور مضمَّن"),
    "rule_other": Text("other", "زائدة"),
}
# Gradio's own words, by its own keys, where its Arabic is not what an Arab reader expects.
_GRADIO = {
    "upload_text.drop_file": Text("Drop a file here", "أفلت الملف هنا"),
    "upload_text.click_to_upload": Text("Click to upload", "انقر لرفع ملف"),
    "common.complete": Text("complete", "اكتمل"),
    "common.upload": Text("Add files", "أضف ملفات"),
}
TEXTS: dict[str, Text] = (
    _PAGE | _READ | _DESK | _TRUST | _DOUBTS | _CHOICES | _MANY | _MEASURE | _ABOUT | _PROBLEMS | _RULES | _GRADIO
)


def gradio_i18n() -> gradio.I18n:
    """Give the strings to Gradio, which shows its own parts (labels, buttons, tabs) in the page's language."""
    import gradio

    return gradio.I18n(
        en={key: text.en for key, text in TEXTS.items()}, ar={key: text.ar for key, text in TEXTS.items()}
    )
