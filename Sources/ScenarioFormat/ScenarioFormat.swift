import Buildout
