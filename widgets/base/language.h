// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/embedded_resource.h"
#include "core/base/messages.h"

#include <QObject>
#include <QString>

#include <memory>
#include <span>
#include <vector>

class QTranslator;

namespace zvt::widgets {

/// The language in force: translators of the widgets and the core's sentences. GUI thread; one for the program. A
/// change reaches widgets as QEvent::LanguageChange and everything else as changed().
class Language : public QObject {
  Q_OBJECT

public:
  static Language& current();
  /// "en" and "zh_CN", in the order in which they are offered.
  [[nodiscard]] static QStringList codes();
  /// English or 简体中文: each in its own language.
  [[nodiscard]] static QString nameOf(const QString& code);
  /// The best of codes() for this computer.
  [[nodiscard]] static QString ofSystem();

  /// Compiled translations, "zvt_zh_CN.qm" …; once, before the first window.
  void setCatalogues(std::span<const EmbeddedResource> files) { m_files = files; }
  [[nodiscard]] QString code() const { return m_code.isEmpty() ? QStringLiteral("en") : m_code; }
  void setCode(const QString& code);

  [[nodiscard]] const Messages& messages() const { return *m_messages; }
  /// A sentence of the core by its key.
  [[nodiscard]] QString text(std::string_view key, const std::vector<Error::Field>& arguments = {}) const;
  [[nodiscard]] QString describe(const Error& error) const;

Q_SIGNALS:
  void changed();

private:
  Language();
  QString m_code; ///< empty until the first setCode(), which loads a catalogue for English too: its plural forms
  std::span<const EmbeddedResource> m_files;
  std::shared_ptr<const Messages> m_messages;
  std::vector<std::unique_ptr<QTranslator>> m_translators;
};

}
