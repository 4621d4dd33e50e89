/**
 * Modules of distributions that are not imported by the distribution's name.
 *
 * Source: `top_level.txt` of the released distributions.
 * Renew: by hand.
 */
export const importNames: Readonly<Record<string, string>> = {
  pillow: 'PIL',
  'opencv-python': 'cv2',
  'opencv-python-headless': 'cv2',
  'opencv-contrib-python': 'cv2',
  pyyaml: 'yaml',
  'scikit-learn': 'sklearn',
  'scikit-image': 'skimage',
  beautifulsoup4: 'bs4',
  'python-dotenv': 'dotenv',
  'python-dateutil': 'dateutil',
  pyserial: 'serial',
  pywinpty: 'winpty',
  pywin32: 'win32api',
  'ruamel-yaml': 'ruamel',
  'python-magic': 'magic',
  'python-multipart': 'multipart',
  attrs: 'attr',
  'psycopg2-binary': 'psycopg2',
  protobuf: 'google',
  pyqt5: 'PyQt5',
  pyqt6: 'PyQt6',
  pyside6: 'PySide6',
  gitpython: 'git',
  pygithub: 'github',
  algoliasearch: 'algoliasearch',
}
