// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

#include <QFile>

namespace zvt::tests {

/// A folder with a profile in it and files beside, for commands that are run one after the other.
class CliFolder {
protected:
  [[nodiscard]] std::filesystem::path profile() const { return m_folder.path() / "profile"; }
  [[nodiscard]] QString at(const char* name) const { return QString::fromStdString((m_folder.path() / name).string()); }
  CliAnswer run(const QStringList& arguments, int exitCode = 0) const
  {
    return expectCli(profile(), arguments, exitCode);
  }
  void write(const char* name, const QByteArray& text) const
  {
    QFile file(at(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
      qFatal("cannot write %s", name);
  }
  [[nodiscard]] QByteArray read(const char* name) const
  {
    QFile file(at(name));
    if (!file.open(QIODevice::ReadOnly))
      qFatal("cannot read %s", name);
    return file.readAll();
  }

  TemporaryFolder m_folder;
};

/// A strategy of one security that follows the cross of two averages.
/// @param cross parameters of the signal @param account of the account @param run of the run, both as JSON's members
inline QByteArray crossDocument(
    const char* entity, const QByteArray& cross, const QByteArray& run, const QByteArray& account = {})
{
  return QByteArray(R"({"format":"zvt.strategy","version":1,"name":"cross","nodes":[
      {"id":"u","type":"universe","params":{"entities":["ENTITY"]}},
      {"id":"cross","type":"factor.cross","params":{CROSS}},
      {"id":"w","type":"weight.equal","params":{"max_positions":1}},{"id":"a","type":"account","params":{ACCOUNT}}],
      "links":[{"from":"u.entities","to":"cross.universe"},{"from":"cross.signals","to":"w.signals"},
      {"from":"w.weights","to":"a.weights"}],
      "run":{RUN}})")
      .replace("ENTITY", entity)
      .replace("CROSS", cross)
      .replace("ACCOUNT", account)
      .replace("RUN", run);
}

}
