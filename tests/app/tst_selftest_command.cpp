// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

#include <fstream>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt selftest`: the installation, and the profile if there is one.
class TstSelftestCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<tests::TemporaryFolder>();
    m_profile = m_folder->path() / "profile";
  }
  void cleanup() { m_folder.reset(); }

  void nothingIsMade()
  {
    const auto answer = tests::expectCli(m_profile, {u"selftest"_s});
    QVERIFY2(line(answer, "profile ").contains(" ok "), answer.output.constData());
    QVERIFY(line(answer, "profile ").contains("none yet"));
    QVERIFY2(line(answer, "calendars").contains("cn 20"), answer.output.constData());
    QVERIFY(!std::filesystem::exists(m_profile));
  }

  void aSoundProfile()
  {
    makeProfile();
    const auto answer = tests::expectCli(m_profile, {u"selftest"_s});
    for (const char* check : {"messages", "calendars", "rules", "schemas", "factors", "plugins", "profile ",
             "profile data", "profile writable", "disk space"})
      QVERIFY2(line(answer, check).contains(" ok "), answer.output.constData());
    QVERIFY2(line(answer, "profile ").contains("(1 series)"), answer.output.constData());
    QVERIFY2(line(answer, "profile data").contains("bars 1"), answer.output.constData());
    QVERIFY2(line(answer, "disk space").contains(" MiB"), answer.output.constData());
    for (const auto& entry : std::filesystem::directory_iterator(m_profile))
      QVERIFY2(entry.path().filename().string().find("selftest") == std::string::npos, entry.path().c_str());
  }

  /// Four bytes at offset 60 of an SQLite file are its user version: that of a later program here.
  void aNewerFormat()
  {
    makeProfile();
    overwrite("market.db", 60, std::string("\0\0\xff\xff", 4));
    const auto answer = tests::expectCli(m_profile, {u"selftest"_s}, 1);
    QVERIFY2(line(answer, "profile ").contains("failed"), answer.output.constData());
    QVERIFY2(answer.errors.contains("checks failed"), answer.errors.constData());
  }

  void notADatabase()
  {
    makeProfile();
    overwrite("ledger.db", 0, std::string(100, 'x'));
    const auto answer = tests::expectCli(m_profile, {u"selftest"_s}, 1);
    QVERIFY2(line(answer, "profile ").contains("failed"), answer.output.constData());
    QVERIFY2(line(answer, "messages").contains(" ok "), answer.output.constData());
  }

private:
  void makeProfile()
  {
    const auto file = m_folder->path() / "bars.csv";
    std::ofstream(file) << "date,open,high,low,close\n2024-01-02,1,1,1,1\n";
    tests::expectCli(m_profile,
        {u"import"_s, u"bars"_s, QString::fromStdString(file.string()), u"--entity"_s, u"stock_sz_000001"_s});
  }
  void overwrite(const char* name, std::streamoff offset, const std::string& bytes)
  {
    std::fstream file(m_profile / name, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(offset);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    QVERIFY(file.good());
  }
  /// The line of a check; names are padded, so that "profile " is not "profile data".
  static QByteArray line(const tests::CliAnswer& answer, const char* check)
  {
    const QList<QByteArray> lines = answer.output.split('\n');
    for (const QByteArray& one : lines)
      if (one.startsWith(check) && (one.size() < 9 || qstrcmp(check, "profile ") != 0 || one[8] == ' '))
        return one;
    return {};
  }

  std::unique_ptr<tests::TemporaryFolder> m_folder;
  std::filesystem::path m_profile;
};

QTEST_GUILESS_MAIN(TstSelftestCommand)
#include "tst_selftest_command.moc"
