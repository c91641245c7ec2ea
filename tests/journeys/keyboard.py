"""What a window manager does for the keyboard, where there is none: it gives it to the window on top."""

from __future__ import annotations

from ctypes import CDLL, CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p

_TO_PARENT, _NOW = 2, 0
_IGNORE = CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda display, error: 0)


class Keyboard:
    """The one of an X screen."""

    def __init__(self, screen: str) -> None:
        self._x = CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype, self._x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        self._x.XDefaultRootWindow.restype, self._x.XDefaultRootWindow.argtypes = c_ulong, [c_void_p]
        ends = POINTER(c_ulong)
        self._x.XQueryTree.argtypes = [c_void_p, c_ulong, ends, ends, POINTER(ends), POINTER(c_uint)]
        self._x.XSetInputFocus.argtypes = [c_void_p, c_ulong, c_int, c_ulong]
        self._x.XSync.argtypes, self._x.XFree.argtypes = [c_void_p, c_int], [c_void_p]
        self._x.XCloseDisplay.argtypes = [c_void_p]
        self._display = self._x.XOpenDisplay(screen.encode())
        assert self._display, f"no screen {screen}"
        self._x.XSetErrorHandler(_IGNORE)  # a window may go away meanwhile

    def follow(self) -> None:
        """Give it to the window on top."""
        root, parent, windows, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        top = self._x.XDefaultRootWindow(self._display)
        self._x.XQueryTree(self._display, top, byref(root), byref(parent), byref(windows), byref(count))
        for number in range(count.value):  # those that are not shown refuse it
            self._x.XSetInputFocus(self._display, windows[number], _TO_PARENT, _NOW)
        self._x.XFree(windows)
        self._x.XSync(self._display, 0)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)
