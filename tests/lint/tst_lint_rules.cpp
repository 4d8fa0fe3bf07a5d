// SPDX-License-Identifier: Apache-2.0
// The rules of lint_rules.h on small sources that break them: a lint that finds nothing proves nothing.
#include "tests/lint/lint_rules.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <fstream>

using namespace zvt::tests;

namespace {

constexpr const char* kGraph = "zvt_core_base;0;core/base;\n"
                               "zvt_core_base_testing;0;core/base/testing;zvt_core_base\n"
                               "zvt_core_market;1;core/market;zvt_core_base\n"
                               "zvt_core_data;3;core/data;zvt_core_market\n"
                               "zvt_core_bad;3;core/bad;zvt_core_base_testing\n";

SourceFile file(const char* path, const QString& text)
{
  return {path, text, codeOf(text)};
}

}

class TstLintRules : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void includes()
  {
    QCOMPARE(
        checkIncludes({file("core/data/a.cpp", "#include \"core/base/x.h\"\n#include \"core/data/y.h\"\n")}, kGraph)
            .size(),
        0);
    const auto upward = checkIncludes({file("core/market/a.cpp", "\n#include \"core/data/x.h\"\n")}, kGraph);
    QCOMPARE(upward.size(), 1);
    QVERIFY(upward[0].startsWith("core/market/a.cpp:2: "));
    QCOMPARE(checkIncludes({file("core/market/a.cpp", "#include \"core/base/testing/x.h\"\n")}, kGraph).size(), 1);
    QCOMPARE(checkIncludes({file("core/new/a.cpp", "")}, kGraph).size(), 1);
    QCOMPARE(checkTestingLibraries(kGraph).size(), 1);
  }

  void storageFace()
  {
    const auto inner = file("core/storage/inner.h", "#include \"core/storage/sqlite.h\"\n");
    const auto face = file("core/storage/face.h", "class Database;\n");
    const auto leaky = file("core/storage/leaky.h", "#include \"core/storage/inner.h\"\n");
    const auto caller = [&](const char* include) {
      return checkStorageFace({inner, face, leaky, file("app/a.cpp", include)}).size();
    };
    QCOMPARE(caller("#include \"core/storage/face.h\"\n"), 0);
    QCOMPARE(caller("#include \"core/storage/leaky.h\"\n"), 1);
    QCOMPARE(caller("#include \"core/storage/database.h\"\n"), 1);
    QCOMPARE(caller("#include <sqlite3.h>\n"), 1);
    QCOMPARE(checkStorageFace({inner, leaky}).size(), 0);
  }

  void noQt()
  {
    QCOMPARE(checkNoQt({file("core/a/a.h", "#include <QString>\n# include <QtCore/QList>\n")}).size(), 2);
    QCOMPARE(checkNoQt({file("ui/a/a.h", "#include <QString>\n"), file("core/a/a.h", "#include <queue>\n")}).size(), 0);
  }

  void seams_data()
  {
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("faults");
    const auto row = [](const char* code, int faults) { QTest::newRow(code) << code << faults; };
    row("auto t = std::chrono::system_clock::now();", 1);
    row("auto t = std::chrono::steady_clock::now();", 1);
    row("std::this_thread::sleep_for(x);", 1);
    row("std::random_device d;", 1);
    row("std::thread t(work);", 1);
    row("auto id = std::thread::id();", 0);
    row("auto t = time(nullptr);", 1);
    row("bar.time(0);", 0);
    row("std::ifstream in(path);", 1);
    row("FILE* f = fopen(\"x\", \"r\");", 1);
    row("int s = socket(AF_INET, SOCK_STREAM, 0);", 1);
    row("// system_clock is not used", 0);
    row("log(\"system_clock\"); /* std::thread */", 0);
    row("int operand(int);", 0);
  }

  void seams()
  {
    QFETCH(QString, code);
    QFETCH(int, faults);
    QCOMPARE(checkSeams({file("core/data/a.cpp", code)}).size(), faults);
    QCOMPARE(checkSeams({file("plugins/x/a.cpp", code)}).size(), faults);
    QCOMPARE(checkSeams({file("ui/shell/a.cpp", code), file("core/base/clock.cpp", code)}).size(), 0);
  }

  void storageHasItsOwnFiles()
  {
    QCOMPARE(checkSeams({file("core/storage/a.cpp", "std::ifstream f; std::thread t(w);")}).size(), 0);
    QCOMPARE(checkSeams({file("core/storage/a.cpp", "system_clock::now();")}).size(), 1);
  }

  void noSharedState()
  {
    for (const char* code : {"static int count = 0;", "static std::map<int, int> registry;",
             "thread_local Cache cache;", "  static std::mutex mutex {};", "static inline int x = 1;"})
      QVERIFY2(checkNoSharedState({file("core/market/a.cpp", code)}).size() == 1, code);
    for (const char* code :
        {"static const Table table = load();", "static constexpr int kX = 1;", "static Day of(int d);",
            "static Day of(int d)\n{\n  return {d};\n}", "static_assert(true);", "return static_cast<int>(x);"})
      QVERIFY2(checkNoSharedState({file("core/market/a.cpp", code)}).isEmpty(), code);
    QCOMPARE(checkNoSharedState({file("core/data/a.cpp", "static int count = 0;")}).size(), 0);
  }

  void licences()
  {
    const QString apache = "// SPDX-License-Identifier: Apache-2.0\n";
    const QString gpl = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
    QCOMPARE(checkLicences({file("core/a.h", apache), file("ui/a.h", gpl), file("tests/ui/a.cpp", gpl)}).size(), 0);
    QCOMPARE(checkLicences({file("core/a.h", gpl), file("ui/a.h", apache), file("core/b.h", "\n" + apache)}).size(), 3);
    QCOMPARE(checkLicences({file("packaging/a.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n")}).size(), 0);
    QCOMPARE(checkLicences({file("core/CMakeLists.txt", "project(x)\n")}).size(), 1);
  }

  void readmes()
  {
    const TemporaryFolder root;
    std::filesystem::create_directories(root.path() / "core/a");
    QCOMPARE(checkReadmes({file("core/a/a.h", "")}, QString::fromStdString(root.path().string())),
        QStringList{"core/a: has no README.md"});
  }

  void length()
  {
    QCOMPARE(checkLength({file("core/a.h", QString(800, '\n'))}).size(), 0);
    QCOMPARE(checkLength({file("core/a.h", QString(801, '\n'))}).size(), 1);
  }

  void connects_data()
  {
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("faults");
    const auto row = [](const char* code, int faults) { QTest::newRow(code) << code << faults; };
    row("connect(button(a, b), &B::clicked, [this] { go(1, 2); });", 1);
    row("QObject::connect(button, &B::clicked,\n    [] {});", 1);
    row("connect(button, &B::clicked, this, [this] { go(); });", 0);
    row("connect(button, &B::clicked, this, &W::go);", 0);
    row("connect(button, &B::clicked, table[0], &T::go);", 0);
    row("disconnect(button, &B::clicked, [this] {});", 0);
  }

  void connects()
  {
    QFETCH(QString, code);
    QFETCH(int, faults);
    QCOMPARE(checkConnects({file("ui/a.cpp", code)}).size(), faults);
    QCOMPARE(checkConnects({file("core/a.cpp", code)}).size(), 0);
  }

  void literalsAndCommentsAreNoCode()
  {
    QCOMPARE(codeOf("a \"b\\\"c\" d // e\nf"), QString("a        d     \nf"));
    QCOMPARE(codeOf("1'000'000 + 'x'"), QString("1'000'000 +    "));
    QCOMPARE(codeOf("R\"(x \" y)\" z"), QString("           z"));
    QCOMPARE(codeOf("/* a\nb */c"), QString("    \n    c"));
  }
};

QTEST_APPLESS_MAIN(TstLintRules)
#include "tst_lint_rules.moc"
