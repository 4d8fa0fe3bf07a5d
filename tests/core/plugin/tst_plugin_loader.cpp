// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/plugin_loader.h"

#include "core/base/file_system.h"
#include "core/base/messages.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <fstream>

using namespace zvt;
using namespace zvt::plugin;

namespace {

const std::filesystem::path kModules = ZVT_TEST_MODULES;

std::filesystem::path module(const std::string& name)
{
  return kModules / (name + std::string(moduleSuffix()));
}

void write(const std::filesystem::path& file, std::string_view text)
{
  std::ofstream(file, std::ios::binary) << text;
}

}

class TstPluginLoader : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void loadsAndDescribes()
  {
    PluginLoader loader(m_files, {});
    const auto info = loader.load(module("good_module"));
    QVERIFY2(info, info ? "" : info.error().code.c_str());
    QCOMPARE(info->id, std::string("good"));
    QCOMPARE(info->version, std::string("3.1"));
    QCOMPARE(loader.plugins().size(), std::size_t(1));
    QVERIFY(loader.importers().empty());
    QCOMPARE(loader.importerFor("x.csv").error().code, std::string("plugin.no_importer"));
  }

  void refuses_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    QTest::newRow("missing") << "nothing_here" << "plugin.not_found";
    QTest::newRow("another version") << "old_module" << "plugin.wrong_version";
    QTest::newRow("another standard library") << "other_abi" << "plugin.wrong_abi";
    QTest::newRow("another program's library") << "no_entry" << "plugin.no_entry";
    QTest::newRow("another program's symbol") << "foreign_manifest" << "plugin.foreign";
  }
  void refuses()
  {
    QFETCH(QString, name);
    QFETCH(QString, code);
    PluginLoader loader(m_files, {});
    const auto file = module(name.toStdString());
    const auto info = loader.load(file);
    QVERIFY(!info);
    QCOMPARE(info.error().code, code.toStdString());
    QCOMPARE(std::string(info.error().field("file")), file.string());
    QVERIFY(loader.plugins().empty());
    for (const char* language : {"en", "zh_CN"}) {
      const std::string text = Messages::load(language)->describe(info.error());
      QVERIFY2(text.find(file.string()) != std::string::npos, text.c_str());
      QVERIFY2(text.find('{') == std::string::npos, text.c_str());
    }
  }

  void refusesWhatIsNoLibrary_data()
  {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello\n");
    QTest::newRow("a library's first bytes only") << QByteArray("\x7f"
                                                                "ELF\x02\x01\x01",
        7);
  }
  void refusesWhatIsNoLibrary()
  {
    QFETCH(QByteArray, content);
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / ("bad" + std::string(moduleSuffix()));
    write(file, {content.constData(), static_cast<std::size_t>(content.size())});
    PluginLoader loader(m_files, {});
    const auto info = loader.load(file);
    QVERIFY(!info);
    QCOMPARE(info.error().code, std::string("plugin.not_loadable"));
    QCOMPARE(std::string(info.error().field("file")), file.string());
  }

  void oneIdOnce()
  {
    PluginLoader loader(m_files, {});
    QVERIFY(loader.load(module("good_module")));
    const tests::TemporaryFolder folder;
    const auto copy = folder.path() / ("copy" + std::string(moduleSuffix()));
    std::filesystem::copy_file(module("good_module"), copy);
    const auto second = loader.load(copy);
    QVERIFY(!second);
    QCOMPARE(second.error().code, std::string("plugin.duplicate"));
  }

  /// One bad file in a folder does not keep the others away; folders that are not there are nothing special.
  void searchesFolders()
  {
    PluginLoader loader(m_files, {});
    const std::filesystem::path program =
        std::filesystem::path(qEnvironmentVariable("ZVT_BINARY_DIR").toStdString()) / "bin";
    loader.loadAll({{kModules}, "/nonexistent/plugins", program});
    std::vector<std::string> ids;
    for (const PluginInfo& info : loader.plugins())
      ids.push_back(info.id);
    QVERIFY(std::find(ids.begin(), ids.end(), "good") != ids.end());
    QVERIFY(std::find(ids.begin(), ids.end(), "importer_csv") != ids.end());
    QCOMPARE(loader.failures().size(), std::size_t(4));
    const auto importer = loader.importerFor("/some/Where.TSV");
    QVERIFY(importer);
    QCOMPARE(std::string((*importer)->id()), std::string("csv"));
  }

private:
  OsFileSystem m_files;
};

QTEST_APPLESS_MAIN(TstPluginLoader)
#include "tst_plugin_loader.moc"
