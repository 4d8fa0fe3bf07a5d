// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <functional>

namespace zvt::app {

/// One workstation a profile: a second start hands its files to the first one, which comes to the front. Nothing here
/// waits. GUI thread.
class SingleInstance : public QObject {
  Q_OBJECT

public:
  explicit SingleInstance(const std::filesystem::path& profile, QObject* parent = nullptr);

  /// The name that both starts derive from the profile's folder and the user.
  [[nodiscard]] static QString serverName(const std::filesystem::path& profile);
  /// Offers @p files to the workstation that has the profile open. @p done gets true when it took them; false when
  /// there is none, or it does not answer within three seconds.
  void call(const QStringList& files, std::function<void(bool taken)> done);
  /// Answers later starts. False when the system does not let it.
  bool listen();

Q_SIGNALS:
  /// Another start wants this one in front, and these files opened.
  void called(const QStringList& files);

private:
  void answer(QLocalSocket* socket);

  QString m_name;
  QLocalServer m_server;
};

}
