// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/script/lua_pattern.h"

#include <cstring>

namespace zvt::strategy::script {

namespace {

constexpr char kEscape = '%';

// The C locale's classes, whatever locale the process has.
bool isAlpha(int c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(int c)
{
  return c >= '0' && c <= '9';
}
bool isPrintable(int c)
{
  return c > 32 && c < 127;
}
int lower(int c)
{
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool isOfClass(int c, int cl)
{
  bool is = false;
  switch (lower(cl)) {
  case 'a':
    is = isAlpha(c);
    break;
  case 'c':
    is = c < 32 || c == 127;
    break;
  case 'd':
    is = isDigit(c);
    break;
  case 'g':
    is = isPrintable(c);
    break;
  case 'l':
    is = c >= 'a' && c <= 'z';
    break;
  case 'p':
    is = isPrintable(c) && !isAlpha(c) && !isDigit(c);
    break;
  case 's':
    is = c == ' ' || (c >= 9 && c <= 13);
    break;
  case 'u':
    is = c >= 'A' && c <= 'Z';
    break;
  case 'w':
    is = isAlpha(c) || isDigit(c);
    break;
  case 'x':
    is = isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
    break;
  default:
    return cl == c;
  }
  return cl >= 'A' && cl <= 'Z' ? !is : is;
}

int byteOf(const char* at)
{
  return static_cast<unsigned char>(*at);
}

}

const char* PatternMatcher::stop(Fault fault)
{
  if (m_fault == Fault::None)
    m_fault = fault;
  return nullptr;
}

bool PatternMatcher::step()
{
  if (++m_steps > m_limit)
    stop(Fault::OutOfSteps);
  return m_fault == Fault::None;
}

const char* PatternMatcher::matchAt(const char* from)
{
  m_level = 0;
  m_depth = 0;
  const char* end = match(from, m_pattern);
  for (int i = 0; end && i < m_level; ++i)
    if (capture(i).length == kOpen)
      return stop(Fault::Malformed);
  return m_fault == Fault::None ? end : nullptr;
}

const char* PatternMatcher::classEnd(const char* p)
{
  if (p == m_patternEnd)
    return stop(Fault::Malformed);
  if (*p == kEscape)
    return p + 1 == m_patternEnd ? stop(Fault::Malformed) : p + 2;
  if (*p != '[')
    return p + 1;
  ++p;
  if (p != m_patternEnd && *p == '^')
    ++p;
  do { // a ']' right at the beginning is a member
    if (p == m_patternEnd)
      return stop(Fault::Malformed);
    const char c = *p++;
    if (c == kEscape) {
      if (p == m_patternEnd)
        return stop(Fault::Malformed);
      ++p;
    }
  } while (p == m_patternEnd || *p != ']');
  return p + 1;
}

bool PatternMatcher::matchClassSet(int c, const char* p, const char* ec) const
{
  bool found = true;
  if (*(p + 1) == '^') {
    found = false;
    ++p;
  }
  while (++p < ec) {
    if (*p == kEscape) {
      ++p;
      if (isOfClass(c, byteOf(p)))
        return found;
    } else if (*(p + 1) == '-' && p + 2 < ec) {
      p += 2;
      if (byteOf(p - 2) <= c && c <= byteOf(p))
        return found;
    } else if (byteOf(p) == c) {
      return found;
    }
  }
  return !found;
}

bool PatternMatcher::single(const char* s, const char* p, const char* ep)
{
  if (s >= m_end)
    return false;
  const int c = byteOf(s);
  switch (*p) {
  case '.':
    return true;
  case kEscape:
    return isOfClass(c, byteOf(p + 1));
  case '[':
    countSet(p, ep);
    return matchClassSet(c, p, ep - 1);
  default:
    return byteOf(p) == c;
  }
}

const char* PatternMatcher::matchBalance(const char* s, const char* p)
{
  if (p + 1 >= m_patternEnd)
    return stop(Fault::Malformed);
  if (s >= m_end || *s != *p)
    return nullptr;
  const char open = *p;
  const char close = *(p + 1);
  int depth = 1;
  while (++s < m_end) {
    if (!step())
      return nullptr;
    if (*s == close) {
      if (--depth == 0)
        return s + 1;
    } else if (*s == open) {
      ++depth;
    }
  }
  return nullptr;
}

const char* PatternMatcher::maxExpand(const char* s, const char* p, const char* ep)
{
  std::ptrdiff_t count = 0;
  while (single(s + count, p, ep)) {
    if (!step())
      return nullptr;
    ++count;
  }
  for (; count >= 0; --count) {
    const char* found = match(s + count, ep + 1);
    if (found || m_fault != Fault::None)
      return found;
  }
  return nullptr;
}

const char* PatternMatcher::minExpand(const char* s, const char* p, const char* ep)
{
  for (;;) {
    const char* found = match(s, ep + 1);
    if (found || m_fault != Fault::None)
      return found;
    if (!step() || !single(s, p, ep))
      return nullptr;
    ++s;
  }
}

const char* PatternMatcher::startCapture(const char* s, const char* p, std::ptrdiff_t what)
{
  if (m_level >= kMaxCaptures)
    return stop(Fault::TooComplex);
  m_captures[static_cast<std::size_t>(m_level)] = {s, what};
  ++m_level;
  const char* found = match(s, p);
  if (!found)
    --m_level;
  return found;
}

const char* PatternMatcher::endCapture(const char* s, const char* p)
{
  for (int level = m_level - 1; level >= 0; --level) {
    Capture& capture = m_captures[static_cast<std::size_t>(level)];
    if (capture.length != kOpen)
      continue;
    capture.length = s - capture.begin;
    const char* found = match(s, p);
    if (!found)
      capture.length = kOpen;
    return found;
  }
  return stop(Fault::Malformed);
}

const char* PatternMatcher::matchBack(const char* s, int digit)
{
  const int level = digit - '1';
  if (level < 0 || level >= m_level || capture(level).length < 0)
    return stop(Fault::Malformed);
  const auto length = static_cast<std::size_t>(capture(level).length);
  m_steps += length;
  if (static_cast<std::size_t>(m_end - s) >= length && std::memcmp(capture(level).begin, s, length) == 0)
    return s + length;
  return nullptr;
}

const char* PatternMatcher::match(const char* s, const char* p)
{
  if (m_fault != Fault::None)
    return nullptr;
  if (++m_depth > kMaxDepth) {
    --m_depth;
    return stop(Fault::TooComplex);
  }
  const char* found = nullptr;
  bool again = true;
  while (again) {
    again = false;
    if (!step())
      break;
    if (p == m_patternEnd) {
      found = s;
    } else if (*p == '(') {
      const bool isPosition = p + 1 != m_patternEnd && *(p + 1) == ')';
      found = isPosition ? startCapture(s, p + 2, kPosition) : startCapture(s, p + 1, kOpen);
    } else if (*p == ')') {
      found = endCapture(s, p + 1);
    } else if (*p == '$' && p + 1 == m_patternEnd) {
      found = s == m_end ? s : nullptr;
    } else if (*p == kEscape && p + 1 != m_patternEnd && *(p + 1) == 'b') {
      s = matchBalance(s, p + 2);
      p += 4;
      again = s != nullptr;
    } else if (*p == kEscape && p + 1 != m_patternEnd && *(p + 1) == 'f') {
      p += 2;
      const char* ep = p != m_patternEnd && *p == '[' ? classEnd(p) : stop(Fault::Malformed);
      if (!ep)
        break;
      countSet(p, ep);
      countSet(p, ep);
      const int before = s == m_begin ? 0 : byteOf(s - 1);
      const int here = s == m_end ? 0 : byteOf(s);
      again = !matchClassSet(before, p, ep - 1) && matchClassSet(here, p, ep - 1);
      p = ep;
    } else if (*p == kEscape && p + 1 != m_patternEnd && isDigit(byteOf(p + 1))) {
      s = matchBack(s, byteOf(p + 1));
      p += 2;
      again = s != nullptr;
    } else {
      found = matchDefault(s, p, again);
    }
  }
  --m_depth;
  return found;
}

/// A single character class with its suffix.
const char* PatternMatcher::matchDefault(const char*& s, const char*& p, bool& again)
{
  const char* ep = classEnd(p);
  if (!ep)
    return nullptr;
  countSet(p, ep);
  const char suffix = ep == m_patternEnd ? '\0' : *ep;
  switch (suffix) {
  case '?':
    if (single(s, p, ep)) {
      const char* found = match(s + 1, ep + 1);
      if (found || m_fault != Fault::None)
        return found;
    }
    p = ep + 1;
    again = true;
    return nullptr;
  case '+':
    return single(s, p, ep) ? maxExpand(s + 1, p, ep) : nullptr;
  case '*':
    return maxExpand(s, p, ep);
  case '-':
    return minExpand(s, p, ep);
  default:
    if (!single(s, p, ep))
      return nullptr;
    ++s;
    p = ep;
    again = true;
    return nullptr;
  }
}

}
