// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/language.h"

#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

namespace zvt::widgets {

namespace {

/// Null when there is none of that name.
std::unique_ptr<QTranslator> embedded(std::span<const EmbeddedResource> files, const std::string& name)
{
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const EmbeddedResource& file) { return file.path == name + ".qm"; });
  if (found == files.end())
    return nullptr;
  auto own = std::make_unique<QTranslator>();
  const bool loaded =
      own->load(reinterpret_cast<const uchar*>(found->content.data()), static_cast<int>(found->content.size()));
  return loaded ? std::move(own) : nullptr;
}

}

Language::Language()
    : m_messages(Messages::load("en"))
{
}

Language& Language::current()
{
  static Language language;
  return language;
}

QStringList Language::codes()
{
  return {QStringLiteral("en"), QStringLiteral("zh_CN")};
}

QString Language::nameOf(const QString& code)
{
  return code == u"zh_CN" ? QStringLiteral("简体中文") : QStringLiteral("English");
}

QString Language::ofSystem()
{
  return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

void Language::setCode(const QString& code)
{
  if (m_code == code || !codes().contains(code))
    return;
  m_code = code;
  m_messages = Messages::load(code.toStdString());
  for (const auto& translator : m_translators)
    QCoreApplication::removeTranslator(translator.get());
  m_translators.clear();
  Theme::current().setLanguage(code);
  // The last one answers first: Qt's own buttons and dialogs as the platform has them, else as we do.
  if (auto ours = embedded(m_files, "qt_" + code.toStdString()))
    m_translators.push_back(std::move(ours));
  auto qt = std::make_unique<QTranslator>();
  if (code != u"en" && qt->load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    m_translators.push_back(std::move(qt));
  if (auto own = embedded(m_files, "zvt_" + code.toStdString()))
    m_translators.push_back(std::move(own));
  for (const auto& translator : m_translators)
    QCoreApplication::installTranslator(translator.get());
  Q_EMIT changed();
}

QString Language::text(std::string_view key, const std::vector<Error::Field>& arguments) const
{
  return QString::fromStdString(m_messages->text(key, arguments));
}

QString Language::describe(const Error& error) const
{
  return QString::fromStdString(m_messages->describe(error));
}

}
