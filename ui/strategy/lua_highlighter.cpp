// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/lua_highlighter.h"

#include "widgets/base/theme.h"

#include <QSet>

#include <algorithm>

namespace zvt::ui {

namespace {

/// Of a block that ends within a long text or comment: 2 × signs, one more for comments. -1: neither.
constexpr int kOutside = -1;

int stateOf(int level, bool isComment)
{
  return 2 * level + (isComment ? 1 : 0);
}

/// Signs of a long bracket "[==[" at @p from; -1: there is none.
int longLevel(const QString& text, int from)
{
  if (from >= text.size() || text[from] != u'[')
    return -1;
  int at = from + 1;
  while (at < text.size() && text[at] == u'=')
    ++at;
  return at < text.size() && text[at] == u'[' ? at - from - 1 : -1;
}

bool isKeyword(const QString& word)
{
  static const QSet<QString> kWords = [] {
    QSet<QString> words;
    for (const char* one : {"and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
             "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while"})
      words.insert(QLatin1String(one));
    return words;
  }();
  return kWords.contains(word);
}

bool isWordPart(QChar c)
{
  return c.isLetterOrNumber() || c == u'_';
}

}

LuaHighlighter::LuaHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document)
{
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

int LuaHighlighter::highlightLong(const QString& text, int from, int level, bool isComment)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  const QString close = u']' + QString(level, u'=') + u']';
  const auto end = text.indexOf(close, from);
  const int until = end < 0 ? static_cast<int>(text.size()) : static_cast<int>(end + close.size());
  setFormat(from, until - from, isComment ? colors.text.muted : colors.ma.ma10);
  setCurrentBlockState(end < 0 ? stateOf(level, isComment) : kOutside);
  return until;
}

void LuaHighlighter::highlightBlock(const QString& text)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  const int size = static_cast<int>(text.size());
  int at = 0;
  setCurrentBlockState(kOutside);
  if (const int before = previousBlockState(); before != kOutside)
    at = highlightLong(text, 0, before / 2, before % 2 == 1);
  while (at < size) {
    const QChar c = text[at];
    int end = at + 1;
    if (c == u'-' && at + 1 < size && text[at + 1] == u'-') {
      if (const int level = longLevel(text, at + 2); level >= 0) {
        setFormat(at, 2, colors.text.muted);
        end = highlightLong(text, at + 2, level, true);
      } else {
        end = size;
        setFormat(at, end - at, colors.text.muted);
      }
    } else if (const int level = longLevel(text, at); level >= 0) {
      end = highlightLong(text, at, level, false);
    } else if (c == u'"' || c == u'\'') {
      while (end < size && text[end] != c)
        end += text[end] == u'\\' ? 2 : 1;
      end = std::min(end + 1, size);
      setFormat(at, end - at, colors.ma.ma10);
    } else if (c.isDigit()) {
      while (end < size && (isWordPart(text[end]) || text[end] == u'.'))
        ++end;
      setFormat(at, end - at, colors.ma.ma20);
    } else if (isWordPart(c)) {
      while (end < size && isWordPart(text[end]))
        ++end;
      if (isKeyword(text.mid(at, end - at)))
        setFormat(at, end - at, colors.accent.text);
    }
    at = end;
  }
}

}
