"""What tidy needs to know of C++ text: where comments and strings are, and where functions begin and end.

A scanner of characters and braces, no parser. It is right on code as this project writes it, and its own test is
`python3 tests/tidy/cpp_text_test.py`.
"""
import re

RAW_STRING = re.compile(r'(?:u8|u|U|L)?R"([^()\\\s]*)\(')


def blanked(text):
    """The same text, line for line, with the insides of comments and literals turned into blanks."""
    out, i, n = [], 0, len(text)

    def blank(until):
        out.append(re.sub(r'[^\n]', ' ', text[i:until]))
        return until

    while i < n:
        if text.startswith('//', i):
            end = text.find('\n', i)
            i = blank(n if end < 0 else end)
        elif text.startswith('/*', i):
            end = text.find('*/', i + 2)
            i = blank(n if end < 0 else end + 2)
        elif (raw := RAW_STRING.match(text, i)) and not (i and (text[i - 1].isalnum() or text[i - 1] == '_')):
            end = text.find(')' + raw.group(1) + '"', raw.end())
            i = blank(n if end < 0 else end + len(raw.group(1)) + 2)
        elif text[i] == '"' or text[i] == "'" and not (i and text[i - 1].isalnum() and text[i + 1:i + 2].isalnum()):
            end = i + 1
            while end < n and text[end] != text[i] and text[end] != '\n':
                end += 2 if text[end] == '\\' else 1
            out.append(text[i])
            i += 1
            i = blank(min(end, n))
            if i < n and text[i] != '\n':
                out.append(text[i])
                i += 1
        else:
            out.append(text[i])
            i += 1
    return ''.join(out)


def outside_parentheses(header):
    """The header without what stands in parentheses, angle brackets left alone."""
    out, depth = [], 0
    for c in header:
        depth += c == '('
        if not depth:
            out.append(c)
        depth -= c == ')'
    return ''.join(out)


def kind_of(header):
    """What a `{` after this header opens: 'scope', 'function', 'initialiser' or 'member' (of a constructor's list)."""
    header = re.sub(r'\s+', ' ', header).strip()
    flat = outside_parentheses(re.sub(r'\boperator\s*(?:\(\)|[^\s\w(]+)', 'operator', header))
    if re.search(r'\b(namespace|extern)\b', flat) and '(' not in header:
        return 'scope'
    if '=' in flat.replace('==', ''):
        return 'function' if re.search(r'\]\s*(\([^{]*\))?[^=]*$', header) and '[' in flat.split('=')[-1] else 'initialiser'
    if re.search(r'\b(class|struct|union|enum)\b', flat) and '(' not in header:
        return 'scope'
    if ')' not in header:
        return 'initialiser'
    if re.search(r'\)[^:()]*:(?!:)', flat_signature(header)) and re.search(r'[\w>]$', header):
        return 'member'
    return 'function'


def flat_signature(header):
    """The header with every parenthesis group reduced to `()`."""
    while True:
        shorter = re.sub(r'\([^()]+\)', '()', header)
        if shorter == header:
            return header
        header = shorter


def functions(text):
    """(first line, last line, header) of every function, lines counted from 1. What is inside one is part of it."""
    code = blanked(text)
    code = re.sub(r'(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', lambda m: re.sub(r'[^\n]', ' ', m.group(0)), code)
    found, stack, header, line, first = [], [], '', 1, 1
    parentheses = 0
    for c in code:
        if c == '\n':
            line += 1
        inside = any(kind != 'scope' for kind, _, _ in stack)
        if c == '{':
            kind = 'block' if inside or parentheses else kind_of(header)
            stack.append((kind, first, header))
            if not inside and kind == 'scope':
                header = ''
        elif c == '}' and stack:
            kind, start, said = stack.pop()
            if kind == 'function':
                found.append((start, line, re.sub(r'\s+', ' ', said).strip()))
            if not any(k != 'scope' for k, _, _ in stack):
                header = said + '{}' if kind in ('member', 'block') or kind == 'initialiser' and ')' in said else ''
        elif not inside:
            parentheses += (c == '(') - (c == ')')
            if c == ';' and not parentheses:
                header = ''
                continue
            if not header.strip() and not c.isspace():
                header, first = '', line
            header += c
            if re.fullmatch(r'\s*(public|private|protected)\s*:', header):
                header = ''
    return found
