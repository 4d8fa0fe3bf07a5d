// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"
#include "core/factor/alternative/sentiment.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;

namespace {

/// The score as publications print it.
double rounded(double score)
{
  return std::round(score * 10'000) / 10'000;
}

/// 涨 +2, 利好 +3, 利 +1, 跌 −2; 不 and 未 turn round, 很 +0.5, 略 −0.5.
const Lexicon& small()
{
  static const Lexicon lexicon =
      *Lexicon::parse("涨\t2\n利好\t3\n利\t1\n跌\t-2\n[negations]\n不\n未\n[degrees]\n很\t0.5\n略\t-0.5\n");
  return lexicon;
}

/// Sum of weights that gives a score: s / √(s² + 15) = score.
double sumOf(const TextMood& mood)
{
  double sum = 0;
  for (const WordMood& word : mood.words)
    sum += word.weight;
  return sum;
}

}

class TstSentiment : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void english_data();
  void english();
  void chinese_data();
  void chinese();
  void builtInChinese_data();
  void builtInChinese();
  void languages();
  void newsTakesItsTitle();
  void lexiconsAreWhole();
  void mistakesNameTheirLine_data();
  void mistakesNameTheirLine();
  void ownFileReplaces();
};

/// The first 14 are the demonstration of VADER (README of vaderSentiment, C. J. Hutto), the others what the npm package
/// vader-sentiment 1.1.3 prints.
void TstSentiment::english_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<double>("score");
  const std::vector<std::pair<const char*, double>> published{{"VADER is smart, handsome, and funny.", 0.8316},
      {"VADER is not smart, handsome, nor funny.", -0.7424}, {"VADER is smart, handsome, and funny!", 0.8439},
      {"VADER is very smart, handsome, and funny.", 0.8545}, {"VADER is VERY SMART, handsome, and FUNNY.", 0.9227},
      {"VADER is VERY SMART, handsome, and FUNNY!!!", 0.9342},
      {"VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", 0.9469}, {"The book was good.", 0.4404},
      {"The book was kind of good.", 0.3832},
      {"The plot was good, but the characters are uncompelling and the dialog is not great.", -0.7042},
      {"At least it isn't a horrible book.", 0.431}, {"Make sure you :) or :D today!", 0.8633}, {"Today SUX!", -0.5461},
      {"Today only kinda sux! But I'll get by, lol", 0.5249},
      {"Apple shares surge after record profit beats expectations", 0.6249},
      {"Regulator opens fraud investigation; shares plunge", -0.3818},
      {"Profit not as strong as hoped, warns chief executive", 0.3395},
      {"Quarterly sales slightly better than feared", -0.0847},
      {"Bank fails to avoid heavy losses despite rescue", -0.8556}, {"Company wins very important contract!!", 0.7489},
      {"STOCKS CRASH as panic spreads", -0.7739}, {"Dividend unchanged at annual meeting", 0},
      {"Is the rally over? Investors worried?? Really???", -0.4871},
      {"Results were hardly impressive but outlook is extremely good", 0.7425}};
  for (const auto& [text, score] : published)
    QTest::newRow(text) << QString::fromUtf8(text) << score;
}

void TstSentiment::english()
{
  QFETCH(const QString, text);
  QFETCH(const double, score);
  QCOMPARE(rounded(englishMood(text.toStdString(), Lexicon::builtIn(Language::English)).score), score);
}

void TstSentiment::chinese_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<double>("sum");
  QTest::newRow("one word") << "股价涨了" << 2.0;
  QTest::newRow("longest match: 利好, not 利 and 好") << "利好" << 3.0;
  QTest::newRow("turned round") << "不涨" << 2 * -0.74;
  QTest::newRow("turned round twice") << "未必不涨" << 2 * 0.74 * 0.74;
  QTest::newRow("strengthened") << "很涨" << 2 * 1.5;
  QTest::newRow("weakened") << "略涨" << 2 * 0.5;
  QTest::newRow("turned round and strengthened") << "不很涨" << 2 * 1.5 * -0.74;
  QTest::newRow("a word takes it all") << "不涨跌" << 2 * -0.74 - 2;
  QTest::newRow("a clause ends it") << "他说不，涨了" << 2.0;
  QTest::newRow("eight characters between") << "不一二三四五六七八涨" << 2 * -0.74;
  QTest::newRow("nine characters between") << "不一二三四五六七八九涨" << 2.0;
  QTest::newRow("nothing") << "今日开会" << 0.0;
  QTest::newRow("empty") << "" << 0.0;
}

void TstSentiment::chinese()
{
  QFETCH(const QString, text);
  QFETCH(const double, sum);
  const TextMood mood = chineseMood(text.toStdString(), small());
  QVERIFY(std::abs(sumOf(mood) - sum) < 1e-12);
  QVERIFY(std::abs(mood.score - sum / std::sqrt(sum * sum + 15)) < 1e-12);
}

/// Headlines as they are written, with the mood that a reader sees in them.
void TstSentiment::builtInChinese_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("sign");
  const std::vector<std::pair<const char*, int>> headlines{{"N力勤获资金净流入14.76亿元", 1},
      {"多只白酒股涨停 板块放量上涨", 1}, {"公司预计上半年净利润同比增长50%", 1}, {"控股股东拟减持不超过3%股份", -1},
      {"公司因信息披露违规被立案调查", -1}, {"沪指跳水 两市超四千股下跌", -1}, {"公司澄清：不存在债务违约", 1},
      {"三季度业绩不及预期 股价跌停", -1}, {"公司终止减持计划", 1}, {"中标12亿元风电项目", 1},
      {"公司召开2024年年度股东大会", 0}};
  for (const auto& [text, sign] : headlines)
    QTest::newRow(text) << QString::fromUtf8(text) << sign;
}

void TstSentiment::builtInChinese()
{
  QFETCH(const QString, text);
  QFETCH(const int, sign);
  const double score = chineseMood(text.toStdString(), Lexicon::builtIn(Language::Chinese)).score;
  QCOMPARE(score > 0 ? 1 : score < 0 ? -1 : 0, sign);
  QVERIFY(std::abs(score) < 1);
}

void TstSentiment::languages()
{
  QVERIFY(languageOf("Profit beats") == Language::English);
  QVERIFY(languageOf("AI板块 rally") == Language::Chinese);
  QVERIFY(languageOf("café £5 — “quoted”") == Language::English);
  QVERIFY(languageOf("鿿") == Language::Chinese);
  QVERIFY(languageOf("") == Language::English);
}

/// 涨 alone: 2/√19; the two sentences with a word: (2/√19 − 2/√19)/2 = 0; the middle one says nothing.
void TstSentiment::newsTakesItsTitle()
{
  const Lexicons lexicons{Lexicon::builtIn(Language::English), small()};
  const double rise = 2 / std::sqrt(19.0);
  QVERIFY(std::abs(newsMood("涨", "跌。跌。", lexicons) - rise) < 1e-12);
  QVERIFY(std::abs(newsMood("会议", "涨。开会。跌。", lexicons)) < 1e-12);
  QVERIFY(std::abs(newsMood("会议", "跌。开会。", lexicons) + rise) < 1e-12);
  QCOMPARE(newsMood("会议", "", lexicons), 0.0);
}

void TstSentiment::lexiconsAreWhole()
{
  const Lexicon& english = Lexicon::builtIn(Language::English);
  QCOMPARE(english.wordCount(), std::size_t{7503}); // 7517 lines of VADER, of which 14 name a word again
  QCOMPARE(english.word("profit"), std::optional(1.9));
  QCOMPARE(english.degree("very"), std::optional(0.293));
  QVERIFY(english.isNegation("without"));
  QCOMPARE(english.phrase("kiss of death"), std::optional(-1.5));
  const Lexicon& chinese = Lexicon::builtIn(Language::Chinese);
  QVERIFY(chinese.wordCount() > 150);
  QVERIFY(chinese.word("涨停") > 0 && chinese.word("减持") < 0 && chinese.word("立案") < 0);
}

void TstSentiment::mistakesNameTheirLine_data()
{
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("code");
  QTest::addColumn<QString>("line");
  QTest::newRow("section") << QByteArray("good\t1\n[wrods]\n") << "lexicon.unknown_section" << "2";
  QTest::newRow("no number") << QByteArray("# words\n\ngood\n") << "lexicon.no_number" << "3";
  QTest::newRow("bad number") << QByteArray("good\t1\nbad\tminus\n") << "lexicon.bad_number" << "2";
  QTest::newRow("out of range") << QByteArray("good\t4.1\n") << "lexicon.out_of_range" << "1";
  QTest::newRow("degree out of range") << QByteArray("good\t4\n[degrees]\nvery\t1.5\n") << "lexicon.out_of_range"
                                       << "3";
  QTest::newRow("not UTF-8") << QByteArray("good\t1\n\xFF\xFE\t1\n") << "lexicon.not_utf8" << "2";
  QTest::newRow("no words") << QByteArray("[negations]\nnot\n") << "lexicon.no_words" << "";
}

void TstSentiment::mistakesNameTheirLine()
{
  QFETCH(const QByteArray, text);
  QFETCH(const QString, code);
  QFETCH(const QString, line);
  const auto lexicon = Lexicon::parse(text.toStdString());
  QVERIFY(!lexicon);
  QCOMPARE(QString::fromStdString(lexicon.error().code), code);
  QCOMPARE(QString::fromUtf8(lexicon.error().field("line").data(), std::ssize(lexicon.error().field("line"))), line);
}

void TstSentiment::ownFileReplaces()
{
  const tests::TemporaryFolder folder;
  OsFileSystem files;
  const auto file = lexiconFile(folder.path(), Language::Chinese);
  QVERIFY(files.createDirectories(file.parent_path()));
  QVERIFY(files.writeAtomically(file, "\xEF\xBB\xBF# 自用\r\n开会\t4\r\n"));
  const auto lexicons = Lexicons::load(files, folder.path());
  QVERIFY(lexicons);
  QCOMPARE(lexicons->chinese.wordCount(), std::size_t{1});
  QCOMPARE(lexicons->chinese.word("开会"), std::optional(4.0));
  QCOMPARE(lexicons->english.wordCount(), Lexicon::builtIn(Language::English).wordCount());

  QVERIFY(files.writeAtomically(file, "开会\n"));
  const auto broken = Lexicons::load(files, folder.path());
  QVERIFY(!broken);
  QCOMPARE(broken.error().code, std::string("lexicon.no_number"));
  QCOMPARE(broken.error().field("file"), std::string_view(file.string()));
}

QTEST_GUILESS_MAIN(TstSentiment)
#include "tst_sentiment.moc"
