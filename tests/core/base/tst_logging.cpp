// SPDX-License-Identifier: Apache-2.0
#include "core/base/logging.h"

#include "core/base/secret.h"
#include "tests/support/fixtures.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <QTest>

#include <ostream>

using namespace zvt;

namespace {

template <typename T>
concept Streamable = requires(std::ostream& stream, const T& value) { stream << value; };

static_assert(!fmt::is_formattable<Secret<std::string>>::value);
static_assert(!Streamable<Secret<std::string>>);
static_assert(!std::is_convertible_v<Secret<std::string>, std::string>);
static_assert(!std::equality_comparable<Secret<std::string>>);

constexpr const char* kCanary = "c4n4ry-S3cr3t";

}

class TstLogging : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void redacts_data()
  {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* line, const char* expected) { QTest::newRow(line) << line << expected; };
    row("token=c4n4ry", "token=***");
    row("GET /bars?code=1&api_key=c4n4ry&from=2", "GET /bars?code=1&api_key=***&from=2");
    row("{\"apiKey\":\"c4n4ry x\",\"code\":\"600000\"}", "{\"apiKey\":\"***\",\"code\":\"600000\"}");
    row("{\"password\": \"c4\\\"n4ry\", \"a\": 1}", "{\"password\": \"***\", \"a\": 1}");
    row("{\\\"secret\\\": \\\"c4n4ry\\\", \\\"b\\\": 2}", "{\\\"secret\\\": \\\"***\\\", \\\"b\\\": 2}");
    row("Authorization: Bearer c4n4ry", "Authorization: ***");
    row("sent Bearer c4n4ry-c4n4ry to host", "sent Bearer *** to host");
    row("Cookie: sid=c4n4ry; theme=dark", "Cookie: ***");
    row("postgres://user:c4n4ry@host:5432/db", "postgres://user:***@host:5432/db");
    row("https://host:8080/path@v2", "https://host:8080/path@v2");
    row("zvt record --token c4n4ry --code 1", "zvt record --token *** --code 1");
    row("X-Access-Token = 'c4n4ry'", "X-Access-Token = '***'");
    row("client_secret:c4n4ry,next", "client_secret:***,next");
    row("the tokens of 3 users expired", "the tokens of 3 users expired");
    row("a secret is kept", "a secret is kept");
    row("bearer of news", "bearer of news");
    row("token=", "token=");
    row("", "");
  }

  void redacts()
  {
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const std::string once = redact(line.toStdString());
    QCOMPARE(QString::fromStdString(once), expected);
    QCOMPARE(redact(once), once);
  }

  void fileHoldsLinesWithoutSecrets()
  {
    const tests::TemporaryFolder folder;
    {
      const auto logger = makeLogger({.folder = folder.path(), .consoleLevel = LogLevel::Off}).value();
      logger->write(LogLevel::Info, "net", std::string("GET https://x.example/?token=") + kCanary);
      logger->write(LogLevel::Warning, "net", std::string("Authorization: Basic ") + kCanary);
      logger->write(LogLevel::Info, "import", "first\nforged line");
      logger->write(LogLevel::Info, "import", "braces {} are text");
      logger->write(LogLevel::Debug, "import", "too fine for the file");
    }
    const std::string text = tests::readFile(folder.path() / "zvt.log");
    QVERIFY(text.find(kCanary) == std::string::npos);
    QVERIFY(text.find("[net] GET https://x.example/?token=***") != std::string::npos);
    QVERIFY(text.find("[import] first\\nforged line") != std::string::npos);
    QVERIFY(text.find("braces {} are text") != std::string::npos);
    QVERIFY(text.find("too fine") == std::string::npos);
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t{4});
  }

  void filesRotate()
  {
    const tests::TemporaryFolder folder;
    {
      const auto logger =
          makeLogger({.folder = folder.path(), .consoleLevel = LogLevel::Off, .maxFileBytes = 2'000, .maxFiles = 3})
              .value();
      for (int i = 0; i < 500; ++i)
        logger->write(LogLevel::Info, "test", "a line of some length");
    }
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      ++files;
      QVERIFY(entry.file_size() <= 2'000);
    }
    QVERIFY(files >= 2 && files <= 4); // the present one and at most three old ones
  }

  void saysWhenTheFileCannotBeOpened()
  {
    const auto logger = makeLogger({.folder = "/dev/null/logs", .consoleLevel = LogLevel::Off});
    QVERIFY(!logger.has_value());
    QCOMPARE(logger.error().code, std::string("log.open_failed"));
  }

  void levelsHaveNames()
  {
    for (const LogLevel level :
        {LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error, LogLevel::Off})
      QVERIFY(parseLogLevel(toString(level)).value() == level);
    QVERIFY(parseLogLevel("WARNING").value() == LogLevel::Warning);
    QCOMPARE(parseLogLevel("loud").error().code, std::string("log.bad_level"));
  }

  void secretsAreRevealedByNameOnly()
  {
    Secret<std::string> secret(std::string(64, 'x'));
    const Secret<std::string> moved = std::move(secret);
    QCOMPARE(moved.reveal(), std::string(64, 'x'));
    QVERIFY(secret.reveal().empty()); // NOLINT(bugprone-use-after-move): that is what is tested
  }
};

QTEST_APPLESS_MAIN(TstLogging)
#include "tst_logging.moc"
