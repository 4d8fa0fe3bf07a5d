// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTest>

#include <filesystem>

namespace zvt::tests {

struct CliAnswer {
  int exitCode = -1; ///< -1: it did not run, did not end, or crashed
  QByteArray output;
  QByteArray errors;
};

/// Runs `zvt` in English on a profile. @param outputFile receives the output instead, when given
inline CliAnswer runCli(
    const std::filesystem::path& profile, const QStringList& arguments, const QString& outputFile = {})
{
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
  environment.insert(QStringLiteral("ZVT_HOME"), QString::fromStdString(profile.string()));
  process.setProcessEnvironment(environment);
  if (!outputFile.isEmpty())
    process.setStandardOutputFile(outputFile);
  process.start(qEnvironmentVariable("ZVT_BINARY_DIR") + QStringLiteral("/bin/zvt"), arguments);
  if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
    return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// As runCli, for a run that has to end with @p exitCode; ends the test where it does not.
inline CliAnswer expectCli(const std::filesystem::path& profile, const QStringList& arguments, int exitCode = 0)
{
  CliAnswer answer = runCli(profile, arguments);
  if (answer.exitCode != exitCode)
    qFatal("zvt %s: exit code %d: %s", qPrintable(arguments.join(QLatin1Char(' '))), answer.exitCode,
        answer.errors.constData());
  return answer;
}

}
