// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_filter.h"

namespace zvt::ui {

namespace {

QRegularExpression expressionOf(const LogFilter& filter)
{
  return QRegularExpression(filter.text, QRegularExpression::CaseInsensitiveOption);
}

}

QString LogFilter::problem() const
{
  if (!regular)
    return {};
  const QRegularExpression expression = expressionOf(*this);
  return expression.isValid() ? QString() : expression.errorString();
}

std::vector<LogLinePtr> LogFilter::apply(const std::vector<LogLinePtr>& lines) const
{
  const QRegularExpression expression = regular ? expressionOf(*this) : QRegularExpression();
  std::vector<LogLinePtr> passed;
  if (!expression.isValid())
    return passed;
  for (const LogLinePtr& line : lines) {
    if (line->level < level)
      continue;
    if (!text.isEmpty()) {
      const QString whole = QString::fromStdString(line->channel + ' ' + line->text);
      if (regular ? !expression.match(whole).hasMatch() : !whole.contains(text, Qt::CaseInsensitive))
        continue;
    }
    passed.push_back(line);
  }
  return passed;
}

}
