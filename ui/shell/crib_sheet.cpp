// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/crib_sheet.h"

#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/crib_sheet_text.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPageSize>
#include <QPdfWriter>
#include <QPushButton>
#include <QTextBrowser>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kSmallest = 11;
constexpr int kLargest = 24;
constexpr int kColumnWidth = 380; ///< at 12 px

}

CribSheet::CribSheet(const Context& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_pixels(12)
    , m_search(new widgets::SearchField(this))
    , m_sheet(new QTextBrowser(this))
    , m_smaller(new QToolButton(this))
    , m_larger(new QToolButton(this))
    , m_pdf(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_settings(new QPushButton(this))
    , m_close(new QPushButton(this))
{
  setObjectName(QStringLiteral("cribSheet"));
  setWindowIcon(widgets::icon(QStringLiteral("keyboard")));
  resize(860, 640);
  m_search->setObjectName(QStringLiteral("cribSearchField"));
  m_sheet->setObjectName(QStringLiteral("cribText"));
  m_sheet->setFrameShape(QFrame::NoFrame);
  m_sheet->setOpenLinks(false);
  m_smaller->setObjectName(QStringLiteral("cribSmallerButton"));
  m_larger->setObjectName(QStringLiteral("cribLargerButton"));
  m_smaller->setIcon(widgets::icon(QStringLiteral("minus")));
  m_larger->setIcon(widgets::icon(QStringLiteral("plus")));
  m_pdf->setObjectName(QStringLiteral("cribPdfButton"));
  m_copy->setObjectName(QStringLiteral("cribCopyButton"));
  m_settings->setObjectName(QStringLiteral("cribSettingsButton"));
  m_close->setObjectName(QStringLiteral("cribCloseButton"));
  for (QPushButton* button : {m_pdf, m_copy, m_settings, m_close})
    button->setAutoDefault(false);
  auto* head = new QHBoxLayout;
  head->addWidget(m_search, 1);
  head->addWidget(m_smaller);
  head->addWidget(m_larger);
  auto* foot = new QHBoxLayout;
  foot->addWidget(m_settings);
  foot->addStretch(1);
  foot->addWidget(m_copy);
  foot->addWidget(m_pdf);
  foot->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->addLayout(head);
  layout->addWidget(m_sheet, 1);
  layout->addLayout(foot);
  connect(m_search, &QLineEdit::textChanged, this, &CribSheet::fill);
  connect(m_smaller, &QToolButton::clicked, this, [this] { zoom(-1); });
  connect(m_larger, &QToolButton::clicked, this, [this] { zoom(1); });
  connect(m_pdf, &QPushButton::clicked, this, &CribSheet::savePdf);
  connect(m_copy, &QPushButton::clicked, this, [this] {
    QGuiApplication::clipboard()->setText(
        cribText(cribSections(*m_context.actions, m_focused, m_search->text().trimmed())));
  });
  connect(m_settings, &QPushButton::clicked, this, &CribSheet::settingsRequested);
  connect(m_close, &QPushButton::clicked, this, &QWidget::close);
  connect(m_context.actions, &ActionRegistry::changed, this, &CribSheet::fill);
  connect(m_context.actions, &ActionRegistry::keysChanged, this, &CribSheet::fill);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &CribSheet::fill);
  retranslate();
  m_search->setFocus();
}

void CribSheet::setFocusedContext(const QString& context)
{
  m_focused = context;
  fill();
}

void CribSheet::fill()
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  const auto sections = cribSections(*m_context.actions, m_focused, m_search->text().trimmed());
  const CribLook look{t.text.primary, t.text.secondary, t.line.hair, t.surface.control, m_pixels,
      std::clamp(width() * 12 / (kColumnWidth * m_pixels), 1, 3)};
  m_sheet->setHtml(sections.empty() ? Tr::tr("No keys fit this text.") : cribHtml(sections, look));
  m_smaller->setEnabled(m_pixels > kSmallest);
  m_larger->setEnabled(m_pixels < kLargest);
}

void CribSheet::zoom(int step)
{
  m_pixels = std::clamp(m_pixels + step, kSmallest, kLargest);
  fill();
}

QByteArray CribSheet::pdf() const
{
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setTitle(windowTitle());
  QTextDocument document;
  document.setDefaultFont(widgets::Theme::current().font(widgets::FontRole::Body));
  const CribLook paper{Qt::black, Qt::darkGray, Qt::lightGray, QColor(0xEE, 0xEE, 0xEE), m_pixels, 2};
  document.setHtml(cribHtml(cribSections(*m_context.actions, m_focused, m_search->text().trimmed()), paper));
  document.print(&writer);
  return buffer.data();
}

void CribSheet::savePdf()
{
  const QString file = dialogsOf(m_context).saveFile(this,
      {Tr::tr("Save the keys"), QStringLiteral("zvt-keys.pdf"), Tr::tr("PDF files (*.pdf)"), QStringLiteral("pdf")});
  if (file.isEmpty() || !m_context.files || !m_context.workers)
    return;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = std::filesystem::path(file.toStdU16String()), content = pdf().toStdString()] {
        return files->writeAtomically(path, content);
      },
      [this](const Result<void>& written) {
        if (!written)
          dialogsOf(m_context).tell(
              this, widgets::NoteKind::Error, windowTitle(), widgets::Language::current().describe(written.error()));
      });
}

void CribSheet::keyPressEvent(QKeyEvent* event)
{
  if (event->matches(QKeySequence::ZoomIn) || event->matches(QKeySequence::ZoomOut)) {
    zoom(event->matches(QKeySequence::ZoomIn) ? 1 : -1);
    return;
  }
  QDialog::keyPressEvent(event);
}

void CribSheet::resizeEvent(QResizeEvent* event)
{
  QDialog::resizeEvent(event);
  fill();
}

void CribSheet::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

void CribSheet::retranslate()
{
  setWindowTitle(Tr::tr("Keyboard"));
  m_search->setPlaceholderText(Tr::tr("Search commands and keys"));
  m_search->setAccessibleName(m_search->placeholderText());
  m_sheet->setAccessibleName(Tr::tr("Keys"));
  m_smaller->setToolTip(Tr::tr("Smaller text"));
  m_smaller->setAccessibleName(m_smaller->toolTip());
  m_larger->setToolTip(Tr::tr("Larger text"));
  m_larger->setAccessibleName(m_larger->toolTip());
  m_pdf->setText(Tr::tr("Save as PDF…"));
  m_copy->setText(Tr::tr("Copy"));
  m_settings->setText(Tr::tr("Change keys…"));
  m_close->setText(Tr::tr("Close"));
  fill();
}

}
