// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/components.h"

#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"
#include "widgets/base/tr.h"

#include <QBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>

namespace zvt::widgets {

GroupHead::GroupHead(const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void GroupHead::setText(const QString& text)
{
  m_text = text;
  updateGeometry();
  update();
}

QSize GroupHead::sizeHint() const
{
  const QFontMetrics metrics(Theme::current().font(FontRole::Caption, true));
  return {metrics.horizontalAdvance(m_text) + 40, 20};
}

void GroupHead::paintEvent(QPaintEvent*)
{
  const ThemeTokens& t = Theme::current().colors();
  QPainter painter(this);
  painter.setFont(Theme::current().font(FontRole::Caption, true));
  painter.setPen(t.text.secondary);
  QRect used;
  painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_text, &used);
  const int left = m_text.isEmpty() ? 0 : used.right() + 8;
  painter.fillRect(QRect(left, height() / 2, width() - left, 1), t.line.panel);
}

Note::Note(NoteKind kind, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_label(new QLabel(this))
{
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(32, 5, 8, 5);
  m_label->setWordWrap(true);
  m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(m_label);
  setNote(kind, text);
}

void Note::setNote(NoteKind kind, const QString& text)
{
  m_kind = kind;
  m_label->setText(text);
  update();
}

void Note::paintEvent(QPaintEvent*)
{
  const ThemeTokens& t = Theme::current().colors();
  const StateColors& state = m_kind == NoteKind::Info ? t.state.info
      : m_kind == NoteKind::Warning                   ? t.state.warning
      : m_kind == NoteKind::Error                     ? t.state.error
                                                      : t.state.ok;
  const QString name = m_kind == NoteKind::Info ? QStringLiteral("info")
      : m_kind == NoteKind::Warning             ? QStringLiteral("warning")
      : m_kind == NoteKind::Error               ? QStringLiteral("error")
                                                : QStringLiteral("check");
  QPainter painter(this);
  painter.fillRect(rect(), state.tint);
  painter.fillRect(QRect(0, 0, 3, height()), state.line);
  drawIcon(painter, QRectF(10, m_label->y() + QFontMetrics(font()).height() / 2.0 - 7, 14, 14), name, state.text);
}

TextLabel::TextLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
  restyle();
}

TextLabel* TextLabel::setTone(TextTone tone)
{
  m_tone = tone;
  restyle();
  return this;
}

TextLabel* TextLabel::setRole(int fontRole, bool strong)
{
  m_role = fontRole;
  m_strong = strong;
  restyle();
  return this;
}

TextLabel* TextLabel::setElided()
{
  m_elided = true;
  setSizePolicy(QSizePolicy::Maximum, sizePolicy().verticalPolicy());
  return this;
}

QSize TextLabel::minimumSizeHint() const
{
  const QSize size = QLabel::minimumSizeHint();
  return m_elided ? QSize(0, size.height()) : size;
}

bool TextLabel::isCut() const
{
  return m_elided && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

void TextLabel::paintEvent(QPaintEvent* event)
{
  if (!isCut())
    return QLabel::paintEvent(event);
  QPainter painter(this);
  painter.setPen(palette().color(foregroundRole()));
  const QRect rect = contentsRect();
  painter.drawText(rect, static_cast<int>(alignment()) | Qt::TextSingleLine,
      painter.fontMetrics().elidedText(text(), Qt::ElideRight, rect.width()));
}

bool TextLabel::event(QEvent* event)
{
  if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isCut()) {
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
    return true;
  }
  return QLabel::event(event);
}

void TextLabel::changeEvent(QEvent* event)
{
  // The application palette changed: the theme did. (Our own setPalette sends PaletteChange, which is not this.)
  if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange
      || event->type() == QEvent::LanguageChange)
    restyle();
  QLabel::changeEvent(event);
}

void TextLabel::restyle()
{
  const Theme& theme = Theme::current();
  const ThemeTokens& t = theme.colors();
  const std::array tones{t.text.primary, t.text.secondary, t.text.muted, t.accent.text, t.state.warning.text,
      t.state.error.text, t.state.ok.text, theme.up().text, theme.down().text};
  const QColor color = tones[static_cast<std::size_t>(m_tone)];
  if (palette().color(QPalette::Active, QPalette::WindowText) != color) {
    QPalette changed = palette();
    changed.setColor(QPalette::Active, QPalette::WindowText, color);
    changed.setColor(QPalette::Inactive, QPalette::WindowText, color);
    setPalette(changed);
  }
  const QFont wanted = theme.font(static_cast<FontRole>(m_role), m_strong);
  if (font() != wanted)
    setFont(wanted);
}

EmptyState::EmptyState(const QString& iconName, const QString& sentence, const QString& button, QWidget* parent)
    : QWidget(parent)
{
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(8);
  layout->addStretch(1);
  auto* picture = new QPushButton(this);
  picture->setFlat(true);
  picture->setIcon(icon(iconName));
  picture->setIconSize({20, 20});
  picture->setFocusPolicy(Qt::NoFocus);
  picture->setAttribute(Qt::WA_TransparentForMouseEvents);
  layout->addWidget(picture, 0, Qt::AlignHCenter);
  auto* label = new QLabel(sentence, this);
  label->setWordWrap(true);
  label->setAlignment(Qt::AlignCenter);
  label->setObjectName(QStringLiteral("emptyLabel"));
  layout->addWidget(label);
  if (!button.isEmpty()) {
    auto* next = new QPushButton(button, this);
    next->setObjectName(QStringLiteral("emptyButton"));
    connect(next, &QPushButton::clicked, this, &EmptyState::triggered);
    layout->addWidget(next, 0, Qt::AlignHCenter);
  }
  layout->addStretch(2);
}

ErrorState::ErrorState(const QString& what, bool canRetry, QWidget* parent)
    : QWidget(parent)
    , m_buttons(new QHBoxLayout)
{
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(8);
  auto* note = new Note(NoteKind::Error, what, this);
  note->setObjectName(QStringLiteral("errorNote"));
  layout->addWidget(note);
  if (canRetry) {
    auto* retry = new QPushButton(icon(QStringLiteral("refresh")), Tr::tr("Retry"), this);
    retry->setObjectName(QStringLiteral("retryButton"));
    connect(retry, &QPushButton::clicked, this, &ErrorState::retryRequested);
    m_buttons->addWidget(retry);
  }
  m_buttons->addStretch(1);
  layout->addLayout(m_buttons);
  layout->addStretch(1);
}

void ErrorState::offerLog()
{
  auto* log = new QPushButton(icon(QStringLiteral("log")), Tr::tr("Open the log"), this);
  log->setObjectName(QStringLiteral("openLogButton"));
  connect(log, &QPushButton::clicked, this, &ErrorState::logRequested);
  m_buttons->insertWidget(m_buttons->count() - 1, log);
}

Skeleton::Skeleton(QWidget* parent)
    : QWidget(parent)
{
  QTimer::singleShot(200, this, [this] {
    m_visible = true;
    update();
  });
}

void Skeleton::paintEvent(QPaintEvent*)
{
  if (!m_visible)
    return;
  QPainter painter(this);
  const QColor color = Theme::current().colors().skeleton;
  const int columns = std::max(1, width() / 120);
  for (int row = 0; row < 8 && 16 + row * 22 < height(); ++row)
    for (int column = 0; column < columns; ++column)
      painter.fillRect(QRect(12 + column * 120, 14 + row * 22, 40 + (row * 29 + column * 17) % 50, 8), color);
}

SearchField::SearchField(QWidget* parent)
    : QLineEdit(parent)
{
  addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
  setClearButtonEnabled(false);
}

void SearchField::setShortcutText(const QString& text)
{
  m_shortcut = text;
  update();
}

void SearchField::paintEvent(QPaintEvent* event)
{
  QLineEdit::paintEvent(event);
  if (m_shortcut.isEmpty() || !text().isEmpty() || hasFocus())
    return;
  const ThemeTokens& t = Theme::current().colors();
  QPainter painter(this);
  painter.setFont(Theme::current().font(FontRole::Caption));
  const int wide = painter.fontMetrics().horizontalAdvance(m_shortcut) + 10;
  const QRect key(width() - wide - 5, (height() - 16) / 2, wide, 16);
  flat::box(painter, key, t.surface.bar, t.line.panel);
  painter.setPen(t.text.secondary);
  painter.drawText(key, Qt::AlignCenter, m_shortcut);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
    clear();
    return;
  }
  QLineEdit::keyPressEvent(event);
}

}
