// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notification_center.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/newest_write.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace zvt::ui {

using widgets::ToastAction;

namespace {

constexpr int kSaveMs = 500;
constexpr int kAgainMs = 5000; ///< until a write that failed is tried again
constexpr std::array kKinds{"info", "warning", "error", "ok"};

std::filesystem::path fileOf(const Context& context)
{
  return context.profileFolder / "notifications.json";
}

Notice fromJson(const QJsonObject& object)
{
  Notice notice;
  notice.atMs = static_cast<qint64>(object.value(u"at").toDouble());
  const auto kind = std::ranges::find(kKinds, object.value(u"kind").toString().toStdString());
  if (kind != kKinds.end())
    notice.kind = static_cast<widgets::NoteKind>(kind - kKinds.begin());
  notice.text = object.value(u"text").toString();
  notice.action = object.value(u"action").toString();
  notice.read = object.value(u"read").toBool();
  return notice;
}

}

NotificationCenter::NotificationCenter(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_kept(std::make_shared<NewestWrite>())
{
  m_save.setSingleShot(true);
  m_save.setInterval(kSaveMs);
  connect(&m_save, &QTimer::timeout, this, [this] {
    put();
    runAsync(
        m_context.workers->next(), this, [kept = m_kept] { return kept->write(); },
        [this](const Result<void>& written) {
          if (written)
            return;
          if (!m_save.isActive())
            m_save.start(kAgainMs);
          qWarning("%s", qUtf8Printable(widgets::Language::current().describe(written.error())));
        });
  });
  load();
}

NotificationCenter::~NotificationCenter()
{
  flush();
}

void NotificationCenter::load()
{
  if (m_context.files == nullptr || m_context.workers == nullptr)
    return;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, file = fileOf(m_context)]() -> Result<std::string> {
        return files->exists(file) ? files->read(file) : Result<std::string>(std::string());
      },
      [this](const Result<std::string>& text) {
        if (text && !text->empty())
          take(*text);
        Q_EMIT loaded();
      });
}

void NotificationCenter::take(const std::string& text)
{
  const QJsonObject document = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
  // What was told since the start comes after what is read.
  std::vector<Notice> since = std::move(m_notices);
  m_notices.clear();
  const QJsonArray notices = document.value(u"notices").toArray();
  for (const QJsonValue& value : notices) {
    Notice notice = fromJson(value.toObject());
    notice.id = m_next++;
    m_notices.push_back(std::move(notice));
  }
  for (Notice& notice : since) {
    notice.id = m_next++;
    m_notices.push_back(std::move(notice));
  }
  m_quiet = m_quiet || document.value(u"doNotDisturb").toBool();
  Q_EMIT changed();
}

std::string NotificationCenter::document() const
{
  QJsonArray notices;
  for (const Notice& notice : m_notices)
    notices.append(QJsonObject{{QStringLiteral("at"), static_cast<double>(notice.atMs)},
        {QStringLiteral("kind"), QLatin1String(kKinds.at(static_cast<std::size_t>(notice.kind)))},
        {QStringLiteral("text"), notice.text}, {QStringLiteral("action"), notice.action},
        {QStringLiteral("read"), notice.read}});
  const QJsonObject whole{
      {QStringLiteral("version"), 1}, {QStringLiteral("doNotDisturb"), m_quiet}, {QStringLiteral("notices"), notices}};
  return QJsonDocument(whole).toJson(QJsonDocument::Compact).toStdString();
}

void NotificationCenter::touch()
{
  Q_EMIT changed();
  if (m_context.files != nullptr && m_context.workers != nullptr)
    m_save.start(kSaveMs);
}

void NotificationCenter::flush()
{
  if (!m_save.isActive())
    return;
  m_save.stop();
  put();
  m_context.workers->next().post([kept = m_kept] {
    (void)kept->write(); // the program ends: nobody is left to tell
  });
}

void NotificationCenter::put()
{
  m_kept->put([files = m_context.files, file = fileOf(m_context), text = document()] {
    return files->writeAtomically(file, text);
  });
}

int NotificationCenter::unreadCount() const
{
  return static_cast<int>(std::ranges::count(m_notices, false, &Notice::read));
}

void NotificationCenter::add(widgets::NoteKind kind, const QString& text, const QString& action)
{
  const Timestamp now = m_context.clock != nullptr ? m_context.clock->now() : SystemClock().now();
  m_notices.push_back({m_next++, now.micros / 1000, kind, text, action, false});
  if (m_notices.size() > kMost)
    m_notices.erase(m_notices.begin());
  touch();
}

void NotificationCenter::markRead(quint64 id)
{
  const auto found = std::ranges::find(m_notices, id, &Notice::id);
  if (found == m_notices.end() || std::exchange(found->read, true))
    return;
  touch();
}

void NotificationCenter::markAllRead()
{
  for (Notice& notice : m_notices)
    notice.read = true;
  touch();
}

void NotificationCenter::remove(quint64 id)
{
  std::erase_if(m_notices, [id](const Notice& notice) { return notice.id == id; });
  touch();
}

void NotificationCenter::clear()
{
  m_notices.clear();
  touch();
}

void NotificationCenter::setDoNotDisturb(bool quiet)
{
  if (std::exchange(m_quiet, quiet) != quiet)
    touch();
}

void notify(const Context& context, QWidget* over, widgets::NoteKind kind, const QString& text, const QString& action)
{
  NotificationCenter* center = context.notices;
  if (center)
    center->add(kind, text, action);
  if (!center || !center->doNotDisturb() || kind == widgets::NoteKind::Error)
    widgets::Toast::show(over, kind, text);
}

void notify(const Context& context, QWidget* over, widgets::NoteKind kind, const QString& text,
    const widgets::ToastAction& action)
{
  if (!context.notices || !context.notices->doNotDisturb())
    widgets::Toast::show(over, kind, text, action);
}

ToastAction undoAction(std::function<void()> run)
{
  return {Tr::tr("Undo"), std::move(run)};
}

void dressBell(QToolButton* bell, NotificationCenter* center)
{
  bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  const auto show = [bell, center] {
    const int unread = center->unreadCount();
    bell->setIcon(widgets::icon(center->doNotDisturb() ? QStringLiteral("bell-off") : QStringLiteral("bell")));
    bell->setText(unread > 0 ? QString::number(unread) : QString());
    bell->setToolTip(unread > 0 ? Tr::tr("%n unread notice(s)", nullptr, unread) : Tr::tr("Notifications"));
    bell->setAccessibleName(bell->toolTip());
  };
  QObject::connect(center, &NotificationCenter::changed, bell, show);
  QObject::connect(&widgets::Language::current(), &widgets::Language::changed, bell, show);
  show();
}

}
