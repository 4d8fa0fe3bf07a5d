// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTimer>

namespace zvt::app {

namespace {

constexpr int kAnswerMs = 3000;
constexpr qint64 kLongestMessage = 1 << 20;
const QByteArray kTaken = QByteArrayLiteral("taken\n");

}

SingleInstance::SingleInstance(const std::filesystem::path& profile, QObject* parent)
    : QObject(parent)
    , m_name(serverName(profile))
{
  m_server.setSocketOptions(QLocalServer::UserAccessOption);
  connect(&m_server, &QLocalServer::newConnection, this, [this] {
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
      connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
      connect(socket, &QLocalSocket::readyRead, this, [this, socket] { answer(socket); });
      answer(socket);
    }
  });
}

QString SingleInstance::serverName(const std::filesystem::path& profile)
{
  std::error_code ignored;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(profile, ignored);
  const QByteArray bytes = QByteArray::fromStdString((whole.empty() ? profile : whole).string());
  return QStringLiteral("zvt-workstation-")
      + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(24));
}

void SingleInstance::call(const QStringList& files, std::function<void(bool taken)> done)
{
  auto* socket = new QLocalSocket(this);
  // Once: an error, an answer and the end of patience may all come.
  const auto finish = [socket, done = std::make_shared<std::function<void(bool)>>(std::move(done))](bool taken) {
    if (auto once = std::exchange(*done, nullptr)) {
      socket->deleteLater();
      once(taken);
    }
  };
  connect(socket, &QLocalSocket::connected, this, [socket, files] {
    socket->write(QJsonDocument(QJsonArray::fromStringList(files)).toJson(QJsonDocument::Compact) + '\n');
  });
  connect(socket, &QLocalSocket::readyRead, this, [socket, finish] {
    if (socket->canReadLine())
      finish(socket->readLine() == kTaken);
  });
  connect(socket, &QLocalSocket::errorOccurred, this, [finish] { finish(false); });
  QTimer::singleShot(kAnswerMs, socket, [finish] { finish(false); });
  socket->connectToServer(m_name);
}

Result<void> SingleInstance::listen()
{
  if (m_server.isListening())
    return {};
  const std::filesystem::path lock = QDir(QDir::tempPath()).filePath(m_name + QStringLiteral(".lock")).toStdString();
  ZVT_TRY(m_lock, m_files.lock(lock, "zvt-workstation"));
  QLocalServer::removeServer(m_name); // of a workstation that was killed: whoever lives has the lock
  if (m_server.listen(m_name))
    return {};
  m_lock.reset();
  return fail("file.io", {{"reason", m_server.errorString().toStdString()}});
}

void SingleInstance::setProfile(const std::filesystem::path& profile)
{
  m_server.close();
  m_lock.reset();
  m_name = serverName(profile);
}

void SingleInstance::answer(QLocalSocket* socket)
{
  if (!socket->canReadLine()) {
    if (socket->bytesAvailable() > kLongestMessage)
      socket->abort();
    return;
  }
  QStringList files;
  const QJsonArray message = QJsonDocument::fromJson(socket->readLine(kLongestMessage)).array();
  for (const QJsonValue& file : message)
    files.append(file.toString());
  socket->write(kTaken);
  socket->disconnectFromServer(); // once what was written is gone
  Q_EMIT called(files);
}

}
