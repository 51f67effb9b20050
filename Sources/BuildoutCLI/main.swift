import Buildout

